"""Which colours does a value get?

One sequential scale (after ColorBrewer's YlGnBu, its darker steps deepened until
white text on them passes 4.5:1), which readers with any colour blindness can order,
and which prints in order of darkness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = ("#ffffd9", "#d5eeb3", "#9dd8b9", "#55bec2", "#2373ab", "#253494")
INK = "#16202b"
PAPER = "#ffffff"
_FIRST_DARK = 4
_NICE = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColorScale:
    """Classes of equal width between two bounds.

    Parameters
    ----------
    low, high : float
        The bounds.
    """

    low: float
    high: float

    def get_class(self, value: float) -> int:
        """Return the class of a value, 0 for the lowest."""
        if self.high <= self.low:
            return 0
        share = (value - self.low) / (self.high - self.low)
        return min(len(STEPS) - 1, max(0, int(share * len(STEPS))))

    @property
    def bounds(self) -> tuple[float, ...]:
        """The bounds of all classes, one more than there are classes."""
        width = (self.high - self.low) / len(STEPS)
        return tuple(self.low + width * step for step in range(len(STEPS) + 1))


def build_scale(values: Sequence[float], *, from_zero: bool) -> ColorScale:
    """Build a scale that holds all values.

    Parameters
    ----------
    values : sequence of float
        Finite numbers; none gives the scale from 0 to 1.
    from_zero : bool
        Whether zero is its lower bound (shares, amounts).

    Returns
    -------
    ColorScale
        A scale from zero has steps of a round width.
    """
    if not values:
        return ColorScale(low=0.0, high=1.0)
    low, high = min(values), max(values)
    if from_zero and low >= 0:
        # Round steps, not only a round end: the legend prints every bound.
        step = round_up(high / len(STEPS)) if high > 0 else 1.0 / len(STEPS)
        return ColorScale(low=0.0, high=step * len(STEPS))
    if low == high:
        return ColorScale(low=low, high=low + 1.0)
    return ColorScale(low=low, high=high)


def round_up(value: float) -> float:
    """Round a positive number up to one of ten round steps of its power of ten."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return next(
        (step * power for step in _NICE if step * power >= value * (1 - 1e-12)),
        10 * power,
    )


def get_text_color(step: int) -> str:
    """Return the text colour that is legible on a class."""
    return PAPER if step >= _FIRST_DARK else INK
