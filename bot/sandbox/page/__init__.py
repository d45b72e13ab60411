"""The web page of the sandbox: a small server to look at and act in, on this machine only.

door.py lets in who knows the key; socket.py is one browser tab's connection; acts.py is what a member can do there;
watching.py tells what has changed, views.py how it is written. static/ is the page itself.
"""

from bot.sandbox.page.door import add_page, page_url
from bot.sandbox.page.page import Page

__all__ = ["Page", "add_page", "page_url"]
