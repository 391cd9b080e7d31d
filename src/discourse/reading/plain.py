"""Read plain text files."""

from pathlib import Path

from discourse.reading.content import Extracted
from discourse.reading.encoding import decode_bytes
from discourse.reading.findings import build_encoding_problems, build_unreadable


def read_plain(path: Path, *, where: str) -> Extracted:
    """Read a plain text file.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        Its name in messages.

    Returns
    -------
    Extracted
        Its text; lines may be wrapped.
    """
    decoded = decode_bytes(path.read_bytes())
    if decoded is None:
        problem = build_unreadable(
            where,
            code="not-a-text",
            found="bytes that are no text in any known encoding",
            action="Open the file in the program that made it and save it as UTF-8 "
            "text, docx or pdf.",
        )
        return Extracted(status="unreadable", problems=(problem,))
    return Extracted(
        text=decoded.text,
        layout="lines",
        problems=tuple(build_encoding_problems(decoded, where=where)),
    )
