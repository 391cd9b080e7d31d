"""Territories tile the country on every day of any history of splits and mergers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.changes import find_territory
from atlas.regions import ChangeEvent

FIRST = ("A", "B", "C")


@st.composite
def draw_history(draw):
    """Draw up to six changes, one a year, and the regions that exist after each."""
    alive, events, sets = list(FIRST), [], [("2000-01-01", FIRST)]
    fresh = iter("DEFGHIJKLMNOPQRSTUVWXYZ")
    for number in range(draw(st.integers(1, 6))):
        date = f"{2001 + number}-06-01"
        kinds = ["split", "merge", "divide"][: 1 if len(alive) < 2 else 3]
        kind = draw(st.sampled_from(kinds))
        goes_on = draw(st.booleans())
        if kind == "split":
            source = draw(st.sampled_from(alive))
            before = [source]
            after = [*([source] if goes_on else [next(fresh)]), next(fresh)]
        else:
            size = 2 if kind == "merge" else min(3, len(alive))
            before = draw(st.permutations(alive))[:size]
            after = before[1:] if kind == "divide" or goes_on else [next(fresh)]
        events.append(
            ChangeEvent(
                event_id=f"e{number}",
                date=date,
                kind=kind,
                from_region_ids=tuple(before),
                to_region_ids=tuple(after),
                title="drawn",
                source="drawn",
            )
        )
        alive = [r for r in alive if r not in before] + list(after)
        sets.append((date, tuple(alive)))
    return tuple(events), sets


def cover(events, regions, date):
    return [find_territory(events, region, date=date) for region in regions]


@settings(max_examples=60)
@given(draw_history())
def test_territories_tile_the_country_on_every_day(history):
    events, sets = history
    whole = frozenset().union(*cover(events, FIRST, "2000-01-01"))
    for date, regions in sets:
        pieces = cover(events, regions, date)
        assert sum(len(part) for part in pieces) == len(whole)
        assert frozenset().union(*pieces) == whole


@settings(max_examples=60)
@given(draw_history())
def test_every_event_balances(history):
    events, sets = history
    for event, (day_before, _) in zip(events, sets, strict=False):
        before = cover(events, event.from_region_ids, day_before)
        after = cover(events, event.to_region_ids, event.date)
        assert frozenset().union(*before) == frozenset().union(*after)


@settings(max_examples=40)
@given(draw_history())
def test_a_region_outside_its_life_has_its_first_or_last_territory(history):
    events, sets = history
    for region in {region for _, alive in sets for region in alive}:
        days = [day for day, alive in sets if region in alive]
        first = find_territory(events, region, date=days[0])
        assert find_territory(events, region, date="1990-01-01") == first
        last = find_territory(events, region, date=days[-1])
        assert find_territory(events, region, date="2050-01-01") == last
