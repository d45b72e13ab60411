"""Written evenings: read from a file, played before the reader's eyes or in a browser of its own that takes pictures.

script.py is the format (scripts/README.md tells it to who writes one), player.py walks through the steps. outcome.py
acts behind the page, for a reader who watches it in a tab of their own; hands.py types and clicks in the real page.
"""
