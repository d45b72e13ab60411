"""The one place every REST request goes through: faults, token, document, handler, and the check of our own answer."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import web

from bot.sandbox.body import read_body
from bot.sandbox.errors import ApiError, Violation, invalid_form, unauthorized, unknown_route
from bot.sandbox.faults import Faults
from bot.sandbox.rest import callbacks, channels, commands, events, guilds, identity, polls, webhooks
from bot.sandbox.rest.call import Answer, Call, Route
from bot.sandbox.rest.visit import Visit, fault_words
from bot.sandbox.spec import Spec
from bot.sandbox.state import World
from bot.sandbox.wire import json_response, respond_badly

BASE = "/api/v10"
ROUTES: tuple[Route, ...] = (
    *identity.ROUTES,
    *guilds.ROUTES,
    *channels.ROUTES,
    *commands.ROUTES,
    *callbacks.ROUTES,
    *webhooks.ROUTES,
    *polls.ROUTES,
    *events.ROUTES,
)
_NOT_FOUND = 404
Endpoint: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """What every request needs: the world, the faults, and Discord's document if there is one."""

    world: World
    faults: Faults
    spec: Spec | None


def add_rest(app: web.Application, door: Door) -> None:
    """Serve Discord's REST interface under /api/v10."""
    for route in ROUTES:
        app.router.add_route(route.method, BASE + route.template, _endpoint(door, route))
    app.router.add_route("*", "/api/{tail:.*}", _nowhere(door))


def _endpoint(door: Door, route: Route) -> Endpoint:
    async def respond(request: web.Request) -> web.StreamResponse:
        visit = Visit(door.world, route, request, checked=door.spec is not None)

        async def serve() -> web.Response:
            return json_response(request, *await _serve(door, visit))

        rule = door.faults.find(visit.where)
        if rule is None:
            response = await serve()
            visit.end(response.status, None)
            return response
        response = await respond_badly(request, rule, serve)
        door.world.report.fault(f"{visit.where}: {fault_words(rule)}", visit.interaction)
        visit.end(None if rule.reset else response.status, rule)
        return response

    return respond


def _nowhere(door: Door) -> Endpoint:
    async def respond(request: web.Request) -> web.StreamResponse:
        door.world.report.problem(f"{request.method} {request.path}: there is no such route")
        return json_response(request, _NOT_FOUND, unknown_route().to_json())

    return respond


async def _serve(door: Door, visit: Visit) -> tuple[int, Any]:
    """Status and JSON for a request; whatever a correct bot does not do becomes a problem of the report."""
    report, where, route = door.world.report, visit.where, visit.route
    try:
        answer = await _handle(door, visit)
    except ApiError as error:
        # looking for something that is not there is a question, not a mistake
        if error.status == _NOT_FOUND and route.method == "GET":
            visit.accept()
        else:
            visit.refuse(error)
            report.problem("; ".join((f"{where} refused: {error}", *error.details)), visit.interaction)
        return error.status, error.to_json()
    except Exception as error:
        log.exception("the sandbox failed in %s", where)
        report.problem(f"{where}: the sandbox itself failed: {traceback.format_exception_only(error)[-1].strip()}")
        return 500, {"message": "500: Internal Server Error", "code": 0}
    visit.accept()
    if door.spec is not None:
        for fault in door.spec.check_answer(route.method, route.template, answer.status, answer.content):
            report.problem(f"{where}: the sandbox's own answer: {fault}")
    return answer.status, answer.content


async def _handle(door: Door, visit: Visit) -> Answer:
    request, route = visit.request, visit.route
    if not route.open and request.headers.get("Authorization") != f"Bot {door.world.token}":
        raise unauthorized()
    body = await read_body(request)
    visit.look_at(body)
    if door.spec is not None:
        if faults := door.spec.check_request(route.method, route.template, body.payload):
            raise invalid_form([Violation((), "DOCUMENT", fault) for fault in faults])
        for member in door.spec.unknown_members(route.method, route.template, body.payload):
            text = f"Discord's document knows no member {member}"
            visit.complaints.append(text)
            door.world.report.problem(f"{visit.where}: {text}", visit.interaction)
    return route.handler(Call(door.world, dict(request.match_info), dict(request.query), body))
