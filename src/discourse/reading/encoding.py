"""Decode bytes of unknown encoding, by marks, by validity, then by letter statistics.

What was decided is returned beside the text, so that it can be said.
"""

import codecs
import math
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1251", "kz1048", "ptcp154", "koi8-r", "cp866", "iso8859-5", "cp1252")
_EXAMINED = 20_000
_SHARE_OF_HIGH_BYTES = 0.85
_SHARE_OF_BROKEN = 0.01
_FEWEST_BYTES = 8

# Share of each letter in running text, in percent: Russian by the Russian National
# Corpus, rounded; Kazakh letters at the low rate that serves both languages.
_PERCENT = {
    **dict(
        zip(
            "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
            (
                *(11.0, 8.5, 8.0, 7.4, 6.7, 6.3, 5.5, 4.7, 4.5, 4.4, 3.5),
                *(3.2, 3.0, 2.8, 2.6, 2.0, 1.9, 1.7, 1.7, 1.6, 1.6, 1.4),
                *(1.2, 1.0, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3, 0.3, 0.1, 0.1),
            ),
            strict=True,
        )
    ),
    **dict.fromkeys("әғқңөұүһі", 1.2),
}
_LOGARITHMS = {letter: math.log(value) for letter, value in _PERCENT.items()}
_PENALTY = math.log(0.001)
_CASE_INSIDE = re.compile(r"[а-яәғқңөұүһі][А-ЯӘҒҚҢӨҰҮҺІ]")
_TWO_SCRIPTS = re.compile("[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z]", re.IGNORECASE)
# An accented letter beside a plain one is Western; Cyrillic text that is read as Western
# has accented letters beside each other.
_WESTERN = re.compile("(?<=[a-z])[ß-öø-ÿœšž]|[ß-öø-ÿœšž](?=[a-z])")
_SYMBOL_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s.,:;!?'’()\-–—/«»\"](?=[^\W\d_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A decoded text.

    Parameters
    ----------
    text : str
        The text.
    encoding : str
        Name of the encoding that was used.
    n_broken : int
        Bytes that the encoding could not explain, shown as U+FFFD in the text.
    rivals : tuple of str
        Other encodings that explain the bytes as well and give another text.
    """

    text: str
    encoding: str
    n_broken: int = 0
    rivals: tuple[str, ...] = ()


def decode_bytes(content: bytes, *, hint: str | None = None) -> Decoded | None:
    """Decode a text.

    Parameters
    ----------
    content : bytes
        The file's content.
    hint : str or None
        Encoding that the file itself names (HTML); used if the content is valid
        in it and it is a Unicode encoding or nothing speaks against it.

    Returns
    -------
    Decoded or None
        None if the content is no text.

    Notes
    -----
    Order: byte order mark; UTF-16 without a mark by the places of its high bytes;
    valid UTF-8; UTF-8 with at most 1 % broken characters; one of the one-byte
    encodings of the region (cp1251, KZ-1048, PT154, koi8-r, cp866, ISO 8859-5,
    cp1252) by the mean log frequency of the letters outside ASCII, with penalties
    for capitals, symbols and changes of script inside words, and for accented letters
    (cp1252) unless a plain Latin one stands beside.
    """
    decoded = _decode_unicode(content)
    if decoded or _is_binary(content):
        return decoded
    named = (hint,) if hint and _is_known(hint) else ()
    return _decode_one_byte(content, (*named, *_ONE_BYTE))


def _decode_unicode(content: bytes) -> Decoded | None:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    encoding = encoding or _find_utf16(content)
    text = content.decode(encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    n_broken = text.count("\ufffd")
    if encoding is None and n_broken:
        n_valid = sum(character > "\x7f" for character in text) - n_broken
        if n_broken > _SHARE_OF_BROKEN * n_valid:
            return None
    return Decoded(text=text, encoding=encoding or "utf-8", n_broken=n_broken)


def _find_utf16(content: bytes) -> str | None:
    """Recognize UTF-16 without a mark by its high bytes: 0 (Latin), 4 (Cyrillic)."""
    if len(content) < _FEWEST_BYTES or len(content) % 2:
        return None
    sample = content[: _EXAMINED - _EXAMINED % 2]
    if not sample.count(0) + sample.count(4):
        return None
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = sample[first::2], sample[1 - first :: 2]
        share = sum(high.count(value) for value in (0, 4, 0x20)) / len(high)
        if share >= _SHARE_OF_HIGH_BYTES and low.count(0) < len(low) / 10:
            return encoding
    return None


def _is_binary(content: bytes) -> bool:
    sample = content[:_EXAMINED]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)  # noqa: PLR2004
    return controls > len(sample) / 50


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _decode_one_byte(content: bytes, encodings: tuple[str, ...]) -> Decoded:
    scores: dict[str, float] = {}
    texts: dict[str, str] = {}
    sample = content[:_EXAMINED]
    for encoding in dict.fromkeys(encodings):
        text = sample.decode(encoding, errors="replace")
        if text not in texts.values():
            texts[encoding] = text
            scores[encoding] = _score(text)
    best = max(scores, key=lambda encoding: scores[encoding])
    rivals = tuple(
        encoding
        for encoding, score in scores.items()
        if encoding != best and math.isclose(score, scores[best], rel_tol=0.01)
    )
    text = content.decode(best, errors="replace")
    return Decoded(
        text=text, encoding=best, n_broken=text.count("\ufffd"), rivals=rivals
    )


def _score(text: str) -> float:
    """Mean log frequency of the characters outside ASCII, with penalties."""
    lowered = text.lower()
    outside = [character for character in lowered if character > "\x7f"]
    if not outside:
        return 0.0
    total = 0.0
    for character in outside:
        if character.isalpha():
            total += _LOGARITHMS.get(character, _PENALTY)
        elif character not in "«»“”„’‘–—…№\u00a0\u00ad°§•":
            total += _PENALTY / 2
    total -= _PENALTY * len(_WESTERN.findall(lowered))
    total += _PENALTY * len(_CASE_INSIDE.findall(text))
    total += _PENALTY * len(_TWO_SCRIPTS.findall(text))
    total += _PENALTY * len(_SYMBOL_INSIDE.findall(text))
    return total / len(outside)
