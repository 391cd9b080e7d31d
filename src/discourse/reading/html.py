"""Read saved web pages: the article, its title, its date, its tables.

Menus, forms, footers and scripts are left out by rule; how much was left out is
said.
"""

import re
from pathlib import Path
from typing import Any

from discourse.reading.cleaning import Repair
from discourse.reading.content import Extracted, Table
from discourse.reading.encoding import decode_bytes
from discourse.reading.findings import (
    build_encoding_problems,
    build_repair_problem,
    build_unreadable,
)

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_INVISIBLE = "script,style,noscript,template,svg,iframe,head,object,canvas,map"
_FURNITURE = (
    "nav,footer,aside,form,button,select,dialog,menu,[hidden],[aria-hidden=true],"
    "[role=navigation],[role=banner],[role=contentinfo],[role=search],"
    "[role=complementary],[role=dialog]"
)
_FURNITURE_WORDS = (
    "nav navbar navigation menu breadcrumb breadcrumbs sidebar footer cookie cookies "
    "share sharing social comments comment-list related banner pagination "
    "advertisement ads"
)
_FURNITURE_NAMES = frozenset(_FURNITURE_WORDS.split())
_BLOCK_WORDS = (
    "address article blockquote body dd details div dl dt fieldset figcaption figure "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table "
    "tbody tfoot thead caption tr ul center"
)
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_CELLS = frozenset({"td", "th"})
_END_OF_LINE = "\n"
_END_OF_CELL = "\x1f"
_MAIN_SHARE = 0.5
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
)
_TAG = re.compile(r"<[^<>]*>")


def read_html(path: Path, *, where: str) -> Extracted:
    """Read a saved web page.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        Its name in messages.

    Returns
    -------
    Extracted
        Paragraphs of the article; title, date and language as the page's own
        marks give them.

    Notes
    -----
    The date is that of `article:published_time` and its kin, else of the first
    `<time datetime>`. The article is the only `<article>`, else `<main>`, if it
    holds at least half of what is left after menus, forms, footers and side
    columns; else all that is left.
    """
    from selectolax.lexbor import LexborHTMLParser

    content = path.read_bytes()
    named = _CHARSET.search(content[:_HEAD_BYTES])
    hint = named.group(1).decode("ascii", "replace") if named else None
    decoded = decode_bytes(content, hint=hint)
    if decoded is None:
        problem = build_unreadable(
            where,
            code="not-a-text",
            found="a web page whose bytes are no text",
            action="Save the page again.",
        )
        return Extracted(status="unreadable", problems=(problem,))
    problems = build_encoding_problems(decoded, where=where)
    tree = LexborHTMLParser(decoded.text.replace("\x00", ""))
    title, date, language = _find_title(tree), _find_date(tree), _find_language(tree)
    for node in tree.css(_INVISIBLE):
        node.decompose()
    body = tree.body
    if body is None:
        return Extracted(title=title, date=date, problems=tuple(problems))
    n_before = _count(body)
    _remove_furniture(body)
    root = _find_article(body)
    text = _extract_text(root)
    n_dropped = n_before - _count(root)
    if n_dropped > 0:
        repair = Repair(code="dropped-page-furniture", count=n_dropped)
        problems.append(build_repair_problem(repair, where=where))
    return Extracted(
        text=text,
        title=title,
        date=date,
        language_hint=language,
        tables=_find_tables(root),
        problems=tuple(problems),
    )


def strip_tags(text: str) -> str:
    """Remove tags from a text that should not hold any, such as a title."""
    return " ".join(_TAG.sub(" ", text).split())


def _count(node: Any) -> int:
    return len("".join(node.text(deep=True, separator=" ").split()))


def _find_title(tree: Any) -> str | None:
    for selector, attribute in (
        ('meta[property="og:title"]', "content"),
        ("h1", None),
        ("title", None),
    ):
        node = tree.css_first(selector)
        if node is None:
            continue
        value = node.attributes.get(attribute) if attribute else node.text(deep=True)
        if value and value.strip():
            return " ".join(value.split())
    return None


def _find_date(tree: Any) -> str | None:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        for key in ("property", "name", "itemprop"):
            name = (attributes.get(key) or "").lower()
            if name in _DATE_NAMES and attributes.get("content"):
                found.setdefault(name, attributes["content"])
    for name in _DATE_NAMES:
        if name in found:
            return found[name]
    node = tree.css_first("time[datetime]")
    value = node.attributes.get("datetime") if node is not None else None
    return str(value) if value else None


def _find_language(tree: Any) -> str | None:
    node = tree.css_first("html[lang]")
    value = node.attributes.get("lang") if node is not None else None
    return value.split("-")[0].lower() if value else None


def _remove_furniture(body: Any) -> None:
    for node in body.css(_FURNITURE):
        node.decompose()
    for node in body.css("div[class],div[id],ul[class],section[class],section[id]"):
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        if not _FURNITURE_NAMES.isdisjoint(names.split()):
            node.decompose()
    for node in body.css("header"):
        parent = node.parent
        while parent is not None and parent.tag not in {"article", "main"}:
            parent = parent.parent
        if parent is None:
            node.decompose()


def _find_article(body: Any) -> Any:
    n_body = _count(body)
    for selector in ("article", "main", "[role=main]"):
        nodes = body.css(selector)
        if len(nodes) == 1 and _count(nodes[0]) >= _MAIN_SHARE * n_body:
            return nodes[0]
    return body


def _extract_text(root: Any) -> str:
    """Write each block as a line; cells of a row stand in one line."""
    writer = _LineWriter()
    # The stack holds nodes to enter and marks to write; pages can be nested deeper
    # than Python's recursion allows.
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            writer.write_mark(node)
        elif node.tag == "-text":
            writer.write(node.text(deep=False) or "")
        elif node.tag == "br":
            writer.write_mark(_END_OF_LINE)
        elif not node.tag.startswith(("-", "_", "!")):
            stack.extend(writer.enter(node))
            stack.extend(reversed(list(node.iter(include_text=True))))
    writer.write_mark(_END_OF_LINE)
    return "\n".join(writer.lines)


class _LineWriter:
    """Collect lines while a page is walked through."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._n_cells = 0

    def write(self, text: str) -> None:
        """Add text to the line."""
        self._line.append(text)

    def write_mark(self, mark: str) -> None:
        """End a cell, or a line; inside a cell a line break is a blank."""
        if mark == _END_OF_CELL:
            self._n_cells -= 1
            self._line.append(_END_OF_CELL)
        elif self._n_cells:
            self._line.append(" ")
        else:
            cells = "".join(self._line).split(_END_OF_CELL)
            text = "\t".join(" ".join(cell.split()) for cell in cells).strip()
            self._line.clear()
            if text:
                self.lines.append(text)

    def enter(self, node: Any) -> list[str]:
        """Begin an element; returns the mark to write at its end."""
        if node.tag in _CELLS and node.css_first("table") is None:
            self._n_cells += 1
            return [_END_OF_CELL]
        if node.tag in _BLOCKS or node.tag in _CELLS:
            self.write_mark(_END_OF_LINE)
            return [_END_OF_LINE]
        return []


def _find_tables(root: Any) -> tuple[Table, ...]:
    tables: list[Table] = []
    for node in root.css("table"):
        if node.css_first("td table, th table"):
            continue
        rows = tuple(
            tuple(" ".join(cell.text(deep=True).split()) for cell in row.css("td,th"))
            for row in node.css("tr")
        )
        rows = tuple(row for row in rows if row)
        if len(rows) > 1 and max(map(len, rows)) > 1:
            tables.append(Table(page=None, cells=rows))
    return tuple(tables)
