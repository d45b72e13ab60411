"""The grammar of Netflix history titles: raw text -> film or series, season, episode. Pure."""

from data.titles.book import EMPTY_BOOK, EmptyBook, TitleBook
from data.titles.clean import Layout, why_dropped
from data.titles.grammar import parse_titles
from data.titles.title import ParsedTitle, Row

__all__ = ["EMPTY_BOOK", "EmptyBook", "Layout", "ParsedTitle", "Row", "TitleBook", "parse_titles", "why_dropped"]
