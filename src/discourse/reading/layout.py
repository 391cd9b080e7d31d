"""Tell wrapped lines from paragraphs, so that a line break ends a paragraph.

Print and old text files break lines at a width; web pages and word processors
break them where a paragraph ends. The document itself tells which it is.
"""

import re
from itertools import pairwise
from statistics import quantiles

from discourse.reading.cleaning import Repair, TextEditor

_SHARE_OF_RUN_ON_LINES = 0.25
_WIDEST_WRAPPED_LINE = 160
_FEWEST_LINES = 2
_SLACK = 0.9
_HEADING_WIDTH = 0.6
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*\s*$")
_ITEM = re.compile(r"\s*(?:[-–—•·▪*]\s|\(?\d{1,3}[.)]\s|[\w]\)\s)")
_HYPHEN_AT_END = re.compile(
    r"(?<!\w)(\w+)[-\u2010\u00ac][ \t]*\n\s*(\w+)([^\w\s]*)(?:[ \t]+(?=\S)|[ \t]*)"
)
_PARTICLES = frozenset({"то", "либо", "нибудь", "таки", "ка", "ақ", "мыс", "міс"})
_FIRST_PART_WORDS = (
    "северо южно юго западно восточно центрально социально научно нефте экс вице "
    "усть культурно военно административно общественно финансово кредитно торгово "
    "учебно информационно материально организационно нормативно историко духовно "
    "этно жилищно по кое well so self non co post pre long short high low"
)
_FIRST_PARTS = frozenset(_FIRST_PART_WORDS.split())
# A paragraph does not end with one of these.
_OPEN_END = re.compile(
    r"(?:^|\s)(?:the|of|and|to|in|a|an|for|with|by|from|on|at|as|or|our|their|its|"
    r"и|в|на|с|по|для|из|от|о|об|к|за|при|или|не|және|мен|пен|бен|осы)\s*$",
    re.IGNORECASE,
)
_COUNTED_LINES = 3
# The row of a table: a short label, then nothing but numbers, at least two.
_TABLE_ROW = re.compile(r"\s*[^\d\n]{0,40}(?:(?<!\S)-?\d[\d.,]*%?\s*){2,}")


def join_wrapped_lines(editor: TextEditor) -> list[Repair]:
    """Join lines that were only wrapped; put words cut by a hyphen together.

    Parameters
    ----------
    editor : TextEditor
        The text; changed in place.

    Returns
    -------
    list of Repair
        How many lines and words were joined.

    Notes
    -----
    A document is wrapped when at least a quarter of its lines begin with a small
    letter and nine in ten lines have at most 160 characters. In a wrapped
    document a paragraph ends at a blank line (unless the sentence goes on in
    small letters: a page break), before an indented line or an item of a list,
    before and after the row of a table (a short label and numbers), and after a line
    that ends a sentence though the next word would have fitted.
    """
    repairs: list[Repair] = []
    if not _is_wrapped(editor.text):
        return repairs
    n_words = _join_cut_words(editor)
    n_lines = _join_lines(editor)
    if n_words:
        repairs.append(Repair(code="rejoined-hyphenation", count=n_words))
    if n_lines:
        repairs.append(Repair(code="joined-lines", count=n_lines))
    return repairs


def _is_wrapped(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return False
    run_on = sum(
        following[0].islower() and not _SENTENCE_END.search(line)
        for line, following in pairwise(lines)
    )
    if run_on / (len(lines) - 1) < _SHARE_OF_RUN_ON_LINES:
        return False
    return _measure_width(lines) <= _WIDEST_WRAPPED_LINE


def _measure_width(lines: list[str]) -> float:
    lengths = [len(line) for line in lines]
    if len(lengths) < _COUNTED_LINES:
        return float(max(lengths))
    return quantiles(lengths, n=10)[-1]


def _join_cut_words(editor: TextEditor) -> int:
    """Join words cut at the end of a line; keep hyphens that belong to the word."""
    words = set(re.findall(r"[\w-]+", editor.text.lower()))

    def join(match: re.Match[str]) -> str:
        left, right, mark = match.groups()
        # The line ends after the word: its length tells where paragraphs end.
        rest = mark if match.string[match.end() :][:1] in {"\n", ""} else f"{mark}\n"
        joined, hyphenated = f"{left}{right}", f"{left}-{right}"
        keeps_hyphen = (
            left.isdigit()
            or right.isdigit()
            or hyphenated.lower() in words
            or not right[0].islower()
            or left.lower() in _FIRST_PARTS
            or right in _PARTICLES
        )
        if keeps_hyphen and joined.lower() not in words:
            return hyphenated + rest
        return joined + rest

    return editor.substitute(_HYPHEN_AT_END, join)


def _join_lines(editor: TextEditor) -> int:
    """Replace the line breaks inside paragraphs by blanks."""
    text = editor.text
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    spans = [span for span in spans if text[slice(*span)].strip()]
    lines = [text[slice(*span)] for span in spans]
    if not lines:
        return 0
    width = _measure_width([line.strip() for line in lines])
    n_indented = sum(line[0] in " \t" for line in lines)
    indent_tells = 0 < n_indented < len(lines) / 2
    edits: list[tuple[int, int, str]] = []
    for place in range(len(lines) - 1):
        gap = slice(spans[place][1], spans[place + 1][0])
        has_blank_line = text[gap].count("\n") > 1
        if not _ends_paragraph(
            lines[place],
            lines[place + 1],
            width=width,
            has_blank_line=has_blank_line,
            indent_tells=indent_tells,
        ):
            edits.append((gap.start, gap.stop, " "))
    editor.apply(edits)
    return len(edits)


def _ends_paragraph(
    line: str,
    following: str,
    *,
    width: float,
    has_blank_line: bool,
    indent_tells: bool,
) -> bool:
    """Decide whether a paragraph ends between two lines of a wrapped document."""
    ends_sentence = bool(_SENTENCE_END.search(line))
    goes_on = following.strip()[0].islower()
    if _TABLE_ROW.fullmatch(following) or (_TABLE_ROW.fullmatch(line) and not goes_on):
        return True
    runs_on = goes_on and not ends_sentence
    if not _ITEM.match(following) and (runs_on or _OPEN_END.search(line)):
        return False
    if has_blank_line or _ITEM.match(following):
        return True
    if indent_tells:
        return following[0] in " \t"
    first_word = following.split(maxsplit=1)[0]
    filled = len(line.strip()) + 1 + len(first_word)
    if ends_sentence:
        return filled <= _SLACK * width
    return len(line.strip()) <= _HEADING_WIDTH * width and filled <= width
