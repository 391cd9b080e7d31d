"""How is a drawing written as SVG inside HTML, with every text escaped?

Elements, linear axes and their round ticks; what is drawn is the figures' business.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

# Values closer than this are one value: there is nothing to spread over an axis.
_SMALLEST_SPREAD = 1e-9


def build_element(name: str, *children: str | Markup, **attributes: object) -> Markup:
    """Build an element; text is escaped, attributes that are None are left out.

    Parameters
    ----------
    name : str
        The tag.
    *children : str or markupsafe.Markup
        Its content; plain text is escaped.
    **attributes : object
        Its attributes: ``stroke_width`` becomes ``stroke-width`` and ``css`` becomes
        ``class``; numbers are written with at most two decimals.

    Returns
    -------
    markupsafe.Markup
        The element.
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None:
            continue
        label = "class" if key == "css" else key.replace("_", "-")
        parts.append(f' {label}="{escape(_write(value))}"')
    inside = "".join(str(escape(child)) for child in children)
    return Markup("".join(parts) + f">{inside}</{name}>")  # noqa: S704


def _write(value: object) -> str:
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return str(value)


def join_elements(parts: Iterable[Markup]) -> Markup:
    """Join elements into one piece of markup."""
    return Markup("").join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A linear axis from data to points of the drawing.

    Parameters
    ----------
    low, high : float
        The data's ends.
    start, stop : float
        The drawing's ends.
    ticks : tuple of float, default ()
        Round values between low and high.
    """

    low: float
    high: float
    start: float
    stop: float
    ticks: tuple[float, ...] = ()

    def place(self, value: float) -> float:
        """Return the point of a value; values beyond the ends stay at the ends."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.stop - self.start)


def build_axis(low: float, high: float, *, start: float, stop: float) -> Axis:
    """Build an axis with about five round ticks that holds two values."""
    if high - low < _SMALLEST_SPREAD * max(1.0, abs(low), abs(high)):
        low, high = low - 0.5, high + 0.5
    step = _round_step((high - low) / 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(step * index, 12) for index in range(first, last + 1))
    return Axis(low=ticks[0], high=ticks[-1], start=start, stop=stop, ticks=ticks)


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(
        (nice * power for nice in (1, 2, 2.5, 5) if nice * power >= step * (1 - 1e-9)),
        10 * power,
    )


def draw_axes(
    x_axis: Axis,
    y_axis: Axis,
    *,
    write_x: Callable[[float], str],
    write_y: Callable[[float], str],
    below: float = 17.0,
) -> Markup:
    """Draw horizontal grid lines, and the numbers of two axes `below` the lowest."""
    parts = []
    for tick in y_axis.ticks:
        height = y_axis.place(tick)
        parts += [
            build_element(
                "line", css="grid",
                x1=x_axis.start, x2=x_axis.stop, y1=height, y2=height,
            ),
            build_element(
                "text", write_y(tick), css="tick", x=x_axis.start - 6, y=height + 4,
                text_anchor="end",
            ),
        ]  # fmt: skip
    for tick in x_axis.ticks:
        place = x_axis.place(tick)
        parts.append(
            build_element(
                "text",
                write_x(tick),
                css="tick",
                x=place,
                y=y_axis.start + below,
                text_anchor="middle",
            )
        )
    return join_elements(parts)
