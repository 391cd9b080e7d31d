"""Which type word do the names of a list share?

Names joined by commas and conjunctions (*Алматинской, Жамбылской и Туркестанской
областей*), by the hyphens of a course (*канал Иртыш - Караганда*) or by numbers
(*1. Тасқала 2. Теректі*).
"""

import re
from collections.abc import Iterator, Sequence

from discourse.mentions.matching import Match
from discourse.mentions.type_words import Case, has_kind, open_case

COORDINATION = re.compile(
    r"""[\s\u00a0]*
    (?:[-–—]?\s*\(?\s*\d+(?:\s?[.,]\s?\d+)?\s*%?\s*\)?      # a figure after a name
      |[-–—]?\s*\(\s*\d[^()]{0,30}\)                           # with words in brackets
      |\s*[-–—]\s*\d+(?:\s?[.,]\s?\d+)?\s[^\W\d]{2,12}\.?)?      # with one word after
    [\s\u00a0]*
    (?:,|/|;|\bи\b|\bили\b|\bа\s+также\b|\bмен\b|\bпен\b|\bбен\b|\bжәне\b
      |\band\b|\bor\b|&|,\s*(?:и|and|және)\b|-\s*и\b)
    \s*(?:в|во|на|по|the|in|of)?[\s\u00a0]*
    (?:(?:имени|им\.)[\s\u00a0]*)?(?:(?-i:[А-ЯӘҒҚҢӨҰҮҺІ])\.[\s\u00a0]?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_COURSE = re.compile(r"\s*[-–—]\s*")
_LONGEST_JOINT = 80
_NUMBERING = re.compile(r"\s*[,;]?\s*\d{1,2}\s?[.)]\s*")
_SHORTEST_LIST = 3
_FAR_TYPE = re.compile(
    r"(?:\s*,|\s+(?:и|или|с|со|на|в|по|(?:северо-|юго-)?(?:запад|восток|север|юг)\w*)\b"
    r"|\s+[\w-]+[сц]к(?:ой|ом|им|ого|их|ими)\b){1,12}\s+(област|район)(?:ей|я[мх]и?|ов|а[мх]и?)\b"
)
_FAR_KINDS = {"област": "region", "район": "district"}


def list_cases(text: str, matches: Sequence[Match]) -> list[Case]:
    """List the matches of a text with their type words.

    Parameters
    ----------
    text : str
        The passage.
    matches : sequence of Match
        In the order of the text.

    Returns
    -------
    list of Case
        One per match.
    """
    cases = [open_case(text, match) for match in matches]
    if len(cases) > 1:
        for chain in _list_chains(text, cases, COORDINATION):
            _share_backward(chain)
            _share_forward(chain)
        for chain in _list_chains(text, cases, _COURSE):
            _share_course(chain)
        for chain in _list_chains(text, cases, _NUMBERING):
            _share_numbering(chain)
    for case in cases:
        _read_far_type_word(text, case)
    return cases


def _list_chains(
    text: str, cases: Sequence[Case], joint: re.Pattern[str]
) -> Iterator[list[Case]]:
    """List the runs of names joined by commas and conjunctions, or by hyphens."""
    chain: list[Case] = []
    for case in cases:
        if chain and not (
            case.start - chain[-1].end <= _LONGEST_JOINT
            and joint.fullmatch(text[chain[-1].end : case.start])
        ):
            yield chain
            chain = []
        chain.append(case)
    if chain:
        yield chain


def _share_backward(chain: Sequence[Case]) -> None:
    """Give the type word after a list to the names before it.

    A type word in the singular serves a list of adjectives, and a list of districts;
    a plural one serves any names.
    """
    shared = ""
    is_for_any = False
    for case in reversed(chain):
        if case.is_marked:
            # The abbreviation stands for the singular and the plural.
            is_short = bool(case.right) and case.right[0].lower == "обл"
            is_for_any = (
                case.rule == "plural-type-word" or case.kind == "district" or is_short
            )
            if case.type_word.startswith("област"):
                # "г.г. Астаны, Павлодара и Костанайской областей": a Russian region
                # is an adjective.
                is_for_any = False
            serves = is_for_any or case.is_adjective
            shared = case.kind if serves and "before" not in case.rule else ""
        elif shared and (is_for_any or case.is_adjective) and has_kind(case, shared):
            case.kind, case.rule = shared, "coordination"
        else:
            shared = ""


def _share_forward(chain: Sequence[Case]) -> None:
    """Give the type word before a list to the names after it."""
    shared = ""
    for case in chain:
        if case.kind:
            is_before = "before" in case.rule
            if is_before or case.is_marked:
                shared = case.kind if is_before and case.kind != "street" else ""
        elif shared and has_kind(case, shared):
            case.kind, case.rule = shared, "coordination"
        else:
            shared = ""


def _share_course(chain: Sequence[Case]) -> None:
    """Give the word for a water to all names of its course: *канал Иртыш - Караганда*."""
    ends = (chain[0], chain[-1])
    if len(chain) > 1 and any(case.kind == "nature" for case in ends):
        for case in chain:
            if not case.kind:
                case.kind, case.rule = "nature", "nature"


def _share_numbering(chain: Sequence[Case]) -> None:
    """Read a numbered list of names of districts: *1. Тасқала 2. Теректі 3. Сырым*."""
    if len(chain) >= _SHORTEST_LIST and all(has_kind(x, "district") for x in chain):
        for case in chain:
            if not case.kind:
                case.kind, case.rule = "district", "list"


def _read_far_type_word(text: str, case: Case) -> None:
    """Read *с Костанайской, на севере с Курганской областями*.

    Adjectives that are no name of ours, and the sides of the compass, may stand
    between an adjective and the type word of its list.
    """
    if case.kind or not case.is_adjective or case.surface.isascii():
        return
    far = _FAR_TYPE.match(text, case.end)
    kind = "" if far is None else _FAR_KINDS[far.group(1)]
    if kind and has_kind(case, kind):
        case.kind, case.rule = kind, "coordination"
