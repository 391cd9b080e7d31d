"""Tables of a PDF page that have no ruled lines, found by where their texts stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.reading.captions import is_footer
from indicators.reading.pdf.blocks import (
    Block,
    attach_blocks,
    group_lines,
    has_part,
    is_whole_period,
    mend_words,
)
from indicators.reading.pdf.columns import (
    Body,
    Extent,
    find_bodies,
    find_text_columns,
    is_line_of_years,
    merge_marks,
)
from indicators.reading.pdf.heads import UnclearHeadError, place_head
from indicators.reading.pdf.names import LabelColumn
from indicators.reading.pdf.runs import stack_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indicators.reading.pdf.heads import HeadLine
    from indicators.reading.pdf.runs import Run

_MOST_HEAD = 8
_HEAD_GAP = 4.0
_LEAST_COLUMNS = 2
_LEAST_NAMES = 3
_MOST_PARTS = 0.2
_SHOWN = 120
_NEAR = 2.5
_CLOSE = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseTable:
    """A table without ruled lines.

    Parameters
    ----------
    rows : tuple of tuple of object
        Cells.
    spans : mapping of (row, column) to (row, column)
        Cells of texts that stand for several columns.
    captions : tuple of str
        Texts above it.
    box : tuple of float
        Left, top, right and bottom of its rows of numbers.
    numbers : tuple of Run
        Its numbers.
    fault : str
        Why its rows and columns are not sure; empty if they are.
    has_head : bool
        Whether texts or years stand above it.
    """

    rows: tuple[tuple[object, ...], ...]
    spans: dict[tuple[int, int], tuple[int, int]]
    captions: tuple[str, ...]
    box: tuple[float, float, float, float]
    numbers: tuple[Run, ...]
    fault: str = ""
    has_head: bool = True


def find_loose_tables(
    runs: Sequence[Run], is_name: Callable[[str], bool]
) -> list[LooseTable]:
    """Find tables by their rows of numbers.

    Parameters
    ----------
    runs : sequence of Run
        Texts of a page.
    is_name : callable
        Whether a text is the name of a region.

    Returns
    -------
    list of LooseTable
        From top to bottom: tables with two columns of numbers or the name of a
        region.
    """
    numbers = _find_numbers(runs, is_name)
    chosen = {run.order for run in numbers}
    texts = [run for run in runs if run.order not in chosen]
    lines = _find_lines(numbers, texts)
    heads = _find_heads(lines, texts, is_name)
    rows = [line for line in lines if line not in heads]
    breaks = [line[0].y for line in (*heads, *_find_text_heads(rows, texts))]
    bodies = find_bodies(rows, breaks=breaks)
    used = {run.order for line in lines for run in line}
    blocks = [Block(lines=(run,)) for run in runs if run.order not in used]
    tables = []
    end = float("-inf")
    for place, body in enumerate(bodies):
        stop = bodies[place + 1].rows[0] if place + 1 < len(bodies) else float("inf")
        part = [block for block in blocks if end < block.bottom and block.top < stop]
        years = [
            Block(lines=(run,))
            for line in heads
            if end < line[0].y < body.rows[0]
            for run in line
        ]
        builder = _Builder(body, part, years, is_name, is_last=stop == float("inf"))
        table = builder.build()
        if table is not None:
            tables.append(table)
            taken = builder.taken
            blocks = [block for block in blocks if block not in taken]
        end = body.rows[-1]
    return tables


def _find_numbers(runs: Sequence[Run], is_name: Callable[[str], bool]) -> list[Run]:
    """Find numbers and marks; what stands among names of regions is no number."""
    numbers = [run for run in runs if run.is_number]
    names = [run for run in runs if not run.is_number and is_name(run.text)]

    def count(others: Sequence[Run], run: Run) -> int:
        return sum(other.x0 < run.x1 and run.x0 < other.x1 for other in others)

    return [
        run
        for run in numbers
        if (n_names := count(names, run)) < _LEAST_NAMES
        or n_names <= count(numbers, run)
    ]


def _find_lines(numbers: Sequence[Run], texts: Sequence[Run]) -> list[list[Run]]:
    """Find lines of numbers; one number alone is one if it stands among others."""
    lines = group_lines(numbers)
    sure = [line for line in lines if len(line) > 1 or _find_labels(line[0], texts)]
    if not sure:
        return []
    first, last = sure[0][0].y, sure[-1][0].y
    return [
        line
        for line in lines
        if line in sure
        or (
            first < line[0].y < last + _NEAR * line[0].size
            and any(
                run.x0 < line[0].x1 and line[0].x0 < run.x1
                for other in sure
                for run in other
            )
        )
    ]


def _find_heads(
    lines: Sequence[Sequence[Run]], texts: Sequence[Run], is_name: Callable[[str], bool]
) -> list[Sequence[Run]]:
    """Find lines of years that are headers: no name of a region stands beside them."""
    heads = []
    has_begun = False
    for line in lines:
        labels = _find_labels(line[0], texts)
        is_row = any(is_name(label.text) for label in labels)
        # Once the rows have begun, two years may be a period and a value.
        is_many = not has_begun or len(line) > _LEAST_COLUMNS
        if not is_row and is_line_of_years(line) and is_many:
            heads.append(line)
        else:
            has_begun = True
    return heads


def _find_text_heads(
    rows: Sequence[Sequence[Run]], texts: Sequence[Run]
) -> list[list[Run]]:
    """Find lines of texts between rows that stand over several columns of numbers."""
    heights = [row[0].y for row in rows]
    beside = [text for row in rows for text in _find_labels(row[0], texts)]
    labels = [Extent(x0=run.x0, x1=run.x1) for run in beside]
    found = []
    for line in group_lines(texts):
        if any(abs(line[0].y - y) < line[0].size for y in heights):
            continue
        over = [run for run in line if not any(item.covers(run) for item in labels)]
        if len(over) > 1:
            found.append(line)
    return found


def _find_labels(run: Run, texts: Sequence[Run]) -> list[Run]:
    """Find texts on the left of a number."""
    return [
        text
        for text in texts
        if text.x1 <= run.x0 + run.size and abs(text.y - run.y) < run.size
    ]


class _Builder:
    """Builds one table from its rows of numbers and the texts around them."""

    def __init__(
        self,
        body: Body,
        blocks: Sequence[Block],
        years: Sequence[Block],
        is_name: Callable[[str], bool],
        *,
        is_last: bool,
    ) -> None:
        self.body, self.is_name = body, is_name
        self.rows = body.rows
        size = body.lines[0][0].size
        self.size = size
        inside = [
            block
            for block in blocks
            if self.rows[0] - size < block.bottom
            and block.top < self.rows[-1] + (_HEAD_GAP * size if is_last else size)
        ]
        above = [b for b in (*blocks, *years) if b.y < self.rows[0] - size / 2]
        heads = [line for line in _group_blocks(above) if len(line) > 1]
        body.columns = merge_marks(body, heads[-1] if heads else ())
        self.texts = find_text_columns(inside, body.columns, self.rows)
        self.years = list(years)
        self.labels: list[tuple[Extent, dict[int, str]]] = []
        self.top = self.rows[0]
        left = self._read_labels(blocks)
        self.inside = [
            block
            for block in left
            if block.measure_distance_to(self.rows) <= 0.5  # noqa: PLR2004 - half a line
            or self.rows[0] < block.y < self.rows[-1]
            or (is_last and block.y > self.rows[-1])
            or (block.y > self.rows[-1] and is_footer(block.text))
        ]
        rest = set(self.inside)
        above = [b for b in left if b not in rest and b.y < self.rows[0]]
        every = (run for block in (*above, *self.years) for run in block.lines)
        runs = sorted(every, key=lambda run: run.order)
        stacks = [Block(lines=tuple(stack)) for stack in stack_runs(runs)]
        self.above = [
            mend_words(block, is_whole_period, has_part)
            for block in _join_names(stacks, is_name)
        ]
        left_over = {run.order for block in left for run in block.lines}
        self.taken = {
            block
            for block in blocks
            if block in rest or block.lines[0].order not in left_over
        }

    def _read_labels(self, blocks: Sequence[Block]) -> list[Block]:
        """Give rows their labels, column by column; return what is left."""
        left = list(blocks)
        barriers = [block.y for block in self.years]
        for column in self.texts:
            mine = [
                block
                for block in left
                if column.covers(block)
                and block.x0 >= column.x0 - 1
                and block.y > self.rows[0] - _MOST_HEAD * self.size
                and block.y < self.rows[-1] + _HEAD_GAP * self.size
            ]
            runs = [run for block in mine for run in block.lines]
            labels, doubts, rest = LabelColumn(
                runs,
                self.rows,
                self.is_name,
                barriers=barriers,
                parts=self.body.find_parts(),
            ).divide()
            top = labels[0].top if 0 in labels else self.rows[0]
            self.top = min(self.top, top)
            texts = {row: block.text for row, block in labels.items()} | doubts
            self.labels.append((column, texts | self._find_unclear(texts, rest)))
            chosen = set(mine)
            left = [*(block for block in left if block not in chosen), *rest]
        return left

    def _find_unclear(
        self, texts: Mapping[int, str], rest: Sequence[Block]
    ) -> dict[int, str]:
        """Find rows without a label that do not simply go on with the row above.

        Where the first row has none, or names stand between the rows, a name may be
        in the middle of its rows.
        """
        has_names = any(map(self.is_name, texts.values()))
        is_unclear = 0 not in texts or any(self.is_name(block.text) for block in rest)
        if not (has_names and is_unclear):
            return {}
        return {row: "?" for row in range(len(self.rows)) if row not in texts}

    def build(self) -> LooseTable | None:
        columns = sorted([*self.texts, *self.body.columns], key=lambda c: c.x0)
        has_name = any(
            self.is_name(text) for _, labels in self.labels for text in labels.values()
        )
        if not has_name and (
            len(self.body.columns) < _LEAST_COLUMNS or len(self.rows) < _LEAST_COLUMNS
        ):
            return None
        lines, captions = self._divide_above()
        fault = ""
        try:
            head = place_head(lines, columns)
        except UnclearHeadError as error:
            fault = (
                f"whose header ({str(error)[:_SHOWN]}) can be divided among its "
                "columns in more than one way"
            )
            head = []
        if not fault and self._has_close_column(columns, head):
            fault = "whose numbers stand close to those of a column without a header"
        if len(self.body.find_parts()) > _MOST_PARTS * len(self.rows):
            fault = "whose numbers of one row stand at different heights"
        cells: list[tuple[float, dict[int, object]]] = []
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for line, found in zip(lines, head, strict=False):
            for first, last in found.lasts.items():
                for column in range(first, last + 1):
                    spans[len(cells), column] = (len(cells), first)
            cells.append((line[0].y, dict(found.cells)))
        cells += sorted(self._build_rows(columns), key=lambda row: row[0])
        numbers = tuple(run for line in self.body.lines for run in line)
        width = len(columns)
        return LooseTable(
            rows=tuple(
                tuple(row.get(column) for column in range(width)) for _, row in cells
            ),
            spans=spans,
            captions=captions,
            box=(
                min(column.x0 for column in columns),
                self.rows[0] - self.size,
                max(column.x1 for column in columns),
                self.rows[-1],
            ),
            numbers=numbers,
            fault=fault,
            has_head=bool(lines),
        )

    def _has_close_column(
        self, columns: Sequence[Extent], head: Sequence[HeadLine]
    ) -> bool:
        """Whether a column without a header may be the thousands of the next one."""
        named = {column for line in head for column in line.cells}
        return any(
            left.is_number
            and right.is_number
            and place not in named
            and right.x0 - left.x1 <= _CLOSE * self.size
            for place, (left, right) in enumerate(pairwise(columns))
        )

    def _divide_above(self) -> tuple[list[list[Block]], tuple[str, ...]]:
        """Divide what stands above into lines of the header and captions."""
        lines = _merge_levels(_group_blocks(self.above))
        start = len(lines)
        bottom = self.top
        while start and len(lines) - start < _MOST_HEAD:
            line = lines[start - 1]
            if bottom - max(block.bottom for block in line) > _HEAD_GAP * self.size:
                break
            start -= 1
            bottom = min(block.top for block in line)
        captions = tuple(
            " ".join(block.text for block in line) for line in lines[:start]
        )
        return lines[start:], captions[-6:]

    def _build_rows(
        self, columns: Sequence[Extent]
    ) -> list[tuple[float, dict[int, object]]]:
        """Build the rows of numbers with their labels, and rows of texts between."""
        found: list[dict[int, object]] = []
        for line in self.body.lines:
            cells: dict[int, object] = {}
            for run in line:
                place = next(i for i, c in enumerate(columns) if c.covers(run))
                cells[place] = run.text
            found.append(cells)
        for column, labels in self.labels:
            place = columns.index(column)
            for row, text in labels.items():
                found[row][place] = text
        others: list[tuple[float, dict[int, object]]] = []
        free: list[Block] = []
        by_column: dict[int, list[Block]] = {}
        for block in self.inside:
            by_column.setdefault(self._find_column(block, columns), []).append(block)
        for place, blocks in by_column.items():
            numbers = columns[place].is_number
            attached, rest = attach_blocks(blocks, self.rows if numbers else ())
            for row, block in attached.items():
                own = found[row].get(place)
                found[row][place] = (
                    block.text if own is None else f"{own} | {block.text}"
                )
            free += rest
        label = next((i for i, c in enumerate(columns) if not c.is_number), 0)
        for texts in _group_blocks(free):
            text = " ".join(block.text for block in texts)
            others.append((texts[0].y, {label: text}))
        return [*zip(self.rows, found, strict=True), *others]

    def _find_column(self, block: Block, columns: Sequence[Extent]) -> int:
        """Find the column in which a text begins, or the nearest one on its left."""
        for place, column in enumerate(columns):
            if column.x0 - 1 <= block.x0 < column.x1:
                return place
        hit = [place for place, c in enumerate(columns) if c.covers(block)]
        if hit:
            return hit[0]
        left = [place for place, c in enumerate(columns) if c.x0 <= block.x0]
        return left[-1] if left else 0


def _join_names(blocks: Sequence[Block], is_name: Callable[[str], bool]) -> list[Block]:
    """Join texts under each other that are the name of a region together only."""
    left = sorted(blocks, key=lambda block: block.top)
    place = 0
    while place < len(left):
        above = left[place]
        for below in left[place + 1 :]:
            joined = Block(lines=(*above.lines, *below.lines))
            if (
                0 < below.top - above.bottom <= 1.6 * above.size
                and abs(below.x0 - above.x0) <= above.size
                and is_name(joined.text)
                and not (is_name(above.text) and is_name(below.text))
            ):
                left.remove(below)
                left[place] = joined
                break
        else:
            place += 1
    return left


def _merge_levels(lines: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Merge lines of a header whose texts stand side by side, some of them higher."""
    merged: list[list[Block]] = []
    for line in lines:
        if merged and all(
            _stand_beside(one, other) for one in merged[-1] for other in line
        ):
            merged[-1] = sorted([*merged[-1], *line], key=lambda block: block.x0)
        else:
            merged.append(list(line))
    return merged


def _stand_beside(one: Block, other: Block) -> bool:
    """Whether two texts have a height in common, and no width."""
    tops = (one.top - one.size, other.top - other.size)
    common = min(one.bottom, other.bottom) - max(tops)
    smaller = min(one.bottom - tops[0], other.bottom - tops[1])
    return 2 * common > smaller and (one.x1 < other.x0 or other.x1 < one.x0)


def _group_blocks(blocks: Sequence[Block]) -> list[list[Block]]:
    lines: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b.y):
        if lines and block.y - lines[-1][0].y <= 0.45 * block.size:
            lines[-1].append(block)
        else:
            lines.append([block])
    return [sorted(line, key=lambda block: block.x0) for line in lines]
