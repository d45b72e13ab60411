// Writes JSON schemas of everything Discord's gateway sends, read from the types of discord-api-types by TypeScript's
// own checker:
//     node generate.mjs > gateway.json
// {"schemas": {name: schema, ...}, "dispatches": {event name: schema}, "operations": {number: schema}}
import { createRequire } from "node:module";
import process from "node:process";
import ts from "typescript";
import { createConverter } from "./convert.mjs";

const ROOT = "GatewayReceivePayload";

/** The checker and the type of everything a client can receive. */
function load() {
    const entry = createRequire(import.meta.url).resolve("discord-api-types/v10").replace(/\.m?js$/, ".d.ts");
    const options = {
        lib: ["lib.es2022.d.ts"],
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        skipLibCheck: true,
        strict: true,
        types: [],
    };
    const program = ts.createProgram([entry], options);
    const checker = program.getTypeChecker();
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry));
    const root = checker.getExportsOfModule(module).find((symbol) => symbol.name === ROOT);
    return { checker, root: checker.getDeclaredTypeOfSymbol(resolveAlias(checker, root)) };
}

function resolveAlias(checker, symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The literal values that a member of a type can have. */
function literals(checker, type, name) {
    const member = checker.getTypeOfPropertyOfType(type, name);
    const parts = member.isUnion() ? member.types : [member];
    return parts.filter((part) => part.isLiteral()).map((part) => part.value);
}

function generate() {
    const { checker, root } = load();
    const { convert, schemas } = createConverter(checker);
    const dispatches = {};
    const operations = {};
    for (const payload of root.types) {
        const names = literals(checker, payload, "t");
        const [kind, keys] = names.length > 0 ? [dispatches, names] : [operations, literals(checker, payload, "op")];
        for (const key of keys) {
            kind[key] = convert(payload);
        }
    }
    return { schemas, dispatches, operations };
}

process.stdout.write(JSON.stringify(generate()));
