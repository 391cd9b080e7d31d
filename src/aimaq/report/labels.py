"""Where do the labels of points stand, so that none covers another?"""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from aimaq.report.svg import build_element, join_elements

Box = tuple[float, float, float, float]

# Width of a letter and height of a line, in units of the drawing.
_LETTER, _LINE = 6.1, 12.0
# A label farther from its point than this gets a line to it.
_FAR = 20.0


def draw_labels(
    labels: Sequence[str],
    places: Sequence[tuple[float, float]],
    *,
    left: float,
    right: float,
    bottom: float,
) -> Markup:
    """Write each label where it covers no other label and no other point.

    Parameters
    ----------
    labels : sequence of str
        One label for each point.
    places : sequence of (float, float)
        The points, in units of the drawing.
    left, right, bottom : float
        Where the room for labels ends.

    Returns
    -------
    markupsafe.Markup
        The labels; one that fits nowhere is left out (its point has a tooltip).
    """
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    parts = []
    for index in sorted(range(len(places)), key=lambda item: places[item]):
        x, y = places[index]
        others = [box for number, box in enumerate(taken) if number != index]
        for start, base in _offer(x, y, _LETTER * len(labels[index])):
            end = start + _LETTER * len(labels[index])
            box = (start, base - _LINE + 3, end, base + 2)
            is_inside = start >= left and end <= right and box[3] <= bottom
            if is_inside and not any(overlap(box, other) for other in others):
                taken.append(box)
                parts += _draw_label(labels[index], (x, y), (start, base), end)
                break
    return join_elements(parts)


def _offer(x: float, y: float, width: float) -> Iterator[tuple[float, float]]:
    """Offer left ends and baselines, the nearest first."""
    yield from (
        (x + 8, y + 4), (x - 8 - width, y + 4), (x - width / 2, y - 9),
        (x - width / 2, y + 17), (x + 7, y - 7), (x + 7, y + 14),
        (x - 7 - width, y - 7), (x - 7 - width, y + 14),
    )  # fmt: skip
    for base in (y + 31, y - 24):
        for shift in (-width / 2, 10, -10 - width, 35, -35 - width):
            yield x + shift, base


def _draw_label(
    label: str, point: tuple[float, float], start: tuple[float, float], end: float
) -> list[Markup]:
    (x, y), (left, base) = point, start
    parts = [build_element("text", label, css="point-label", x=left, y=base)]
    if abs(base - y) > _FAR:
        parts.append(
            build_element(
                "line",
                css="leader",
                x1=x,
                y1=y,
                x2=min(max(x, left + 4), end - 4),
                y2=base - _LINE + 3 if base > y else base + 2,
            )
        )
    return parts


def overlap(first: Box, second: Box) -> bool:
    """Return whether two boxes (left, top, right, bottom) share any area."""
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )
