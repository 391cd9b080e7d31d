"""Sets of regions of different years, compared by territory."""

import datetime as dt
import itertools

import pytest

from atlas import build_crosswalk, read_registry
from atlas.changes import find_territory
from atlas.regions import ChangeEvent
from ledger import RegionError


def rows(table, source):
    chosen = table[table["from_region_id"] == source]
    return list(
        zip(chosen["to_region_id"], chosen["weight"], chosen["basis"], strict=True)
    )


def test_parts_go_back_into_the_region_they_came_from():
    table = build_crosswalk(read_registry(), to_year=2017)
    assert rows(table, "KZ-79") == [("KZ-YUZ", 1.0, "merged")]
    assert rows(table, "KZ-10") == [("KZ-63", 1.0, "merged")]
    assert rows(table, "KZ-55") == [("KZ-55", 1.0, "same")]


def test_a_split_forward_has_no_weight():
    table = build_crosswalk(read_registry(), to_year=2022)
    chosen = table[table["from_region_id"] == "KZ-YUZ"]
    assert set(chosen["to_region_id"]) == {"KZ-61", "KZ-79"}
    assert chosen["weight"].isna().all()
    assert set(chosen["basis"]) == {"split"}


def test_given_shares_are_the_weights_of_a_split():
    shares = {("KZ-YUZ", "KZ-61"): 0.7, ("KZ-YUZ", "KZ-79"): 0.3}
    table = build_crosswalk(
        read_registry(), to_year=2022, from_year=2010, shares=shares
    )
    assert rows(table, "KZ-YUZ") == [("KZ-61", 0.7, "split"), ("KZ-79", 0.3, "split")]
    with pytest.raises(RegionError, match=r"KZ-YUZ: found 1 that sum to 0\.7"):
        build_crosswalk(
            read_registry(), to_year=2022, shares={("KZ-YUZ", "KZ-61"): 0.7}
        )


def test_between_any_two_years_nothing_is_lost_and_nothing_counts_twice():
    registry = read_registry()
    for year, other in itertools.permutations(range(2000, 2027), 2):
        table = build_crosswalk(registry, to_year=other, from_year=year)
        before = {r.region_id for r in registry.list_boundaries(year)}
        after = {r.region_id for r in registry.list_boundaries(other)}
        assert set(table["from_region_id"]) == before
        assert set(table["to_region_id"]) == after
        if other <= year:  # only splits in these years: going back is all sums
            assert (table["weight"] == 1).all()


def test_with_a_year_a_region_has_the_territory_of_that_year():
    table = build_crosswalk(read_registry(), to_year=2022, from_year=2020)
    assert {target for target, _, _ in rows(table, "KZ-63")} == {"KZ-63", "KZ-10"}
    table = build_crosswalk(read_registry(), to_year=2022, from_year=2023)
    assert rows(table, "KZ-63") == [("KZ-63", 1.0, "same")]


def test_a_region_keeps_its_last_territory_after_its_end():
    registry = read_registry()
    before = registry.find_territory("KZ-YUZ", date="2010-12-31")
    assert before == {"KZ-61", "KZ-79"}
    assert registry.find_territory("KZ-YUZ", date="2022-12-31") == before


@pytest.mark.parametrize("year", [1997, 2005, 2017, 2018, 2021, 2022])
def test_parts_tile_the_country_in_every_year(year):
    registry = read_registry()
    date = f"{year}-12-31"
    territories = [
        registry.find_territory(region.region_id, date=date)
        for region in registry.list_boundaries(year)
    ]
    assert sum(len(pieces) for pieces in territories) == 20
    assert len(frozenset().union(*territories)) == 20


@pytest.mark.parametrize("year", [1997, 2017, 2018, 2022])
def test_each_source_goes_somewhere(year):
    registry = read_registry()
    table = build_crosswalk(registry, to_year=year)
    assert set(table["from_region_id"]) == {
        r.region_id for r in registry.regions if (r.valid_to or "9999") > "1997-12-31"
    }
    known = table.dropna(subset="weight").groupby("from_region_id")["weight"].sum()
    assert (known == 1).all()


def test_a_merger_covers_its_sources():
    event = ChangeEvent(
        event_id="union",
        date="2010-01-01",
        kind="merge",
        from_region_ids=("A", "B"),
        to_region_ids=("C",),
        title="A and B become C",
        source="made up",
    )
    assert find_territory([event], "C", date="2012-12-31") == {"A", "B"}
    assert find_territory([event], "A", date="2009-12-31") == {"A"}


def test_a_region_that_takes_another_in_covers_both():
    event = ChangeEvent(
        event_id="union",
        date="2010-01-01",
        kind="merge",
        from_region_ids=("A", "B"),
        to_region_ids=("A",),
        title="B joins A",
        source="made up",
    )
    before = find_territory([event], "A", date="2009-12-31")
    after = find_territory([event], "A", date="2010-12-31")
    assert after == before | {"B"}
    assert before != after


def test_what_was_taken_in_is_not_known_to_lie_in_one_part():
    # B joins A; later D leaves A: any piece may lie in either.
    events = [
        ChangeEvent(
            event_id=kind,
            date=date,
            kind=kind,
            from_region_ids=before,
            to_region_ids=after,
            title="made up",
            source="made up",
        )
        for kind, date, before, after in (
            ("merge", "2001-01-01", ("A", "B"), ("A",)),
            ("split", "2002-01-01", ("A",), ("A", "D")),
        )
    ]
    assert find_territory(events, "B", date="2000-01-01") == {"B>A", "B>D"}
    assert find_territory(events, "A", date="2000-01-01") == {"A>A", "A>D"}
    assert find_territory(events, "A", date="2003-01-01") == {"A>A", "B>A"}
    assert find_territory(events, "D", date="2003-01-01") == {"A>D", "B>D"}


def test_a_divided_region_goes_to_all_that_go_on():
    event = ChangeEvent(
        event_id="end",
        date="2001-01-01",
        kind="divide",
        from_region_ids=("A", "B", "C"),
        to_region_ids=("B", "C"),
        title="A ends",
        source="made up",
    )
    assert find_territory([event], "A", date="2000-01-01") == {"A>B", "A>C"}
    assert find_territory([event], "B", date="2001-01-01") == {"A>B", "B"}
    assert find_territory([event], "B", date="2000-12-31") == {"B"}


def test_every_event_of_kazakhstan_balances():
    registry = read_registry()
    former = {region.region_id for region in registry.list_former_regions()}
    for event in registry.events:
        if former & set(event.from_region_ids):
            continue
        day = dt.date.fromisoformat(event.date)
        before = str(day - dt.timedelta(days=1))
        pieces = [
            frozenset().union(*(registry.find_territory(r, date=date) for r in side))
            for side, date in (
                (event.from_region_ids, before),
                (event.to_region_ids, event.date),
            )
        ]
        assert event.kind in ("rename", "centre") or pieces[0] == pieces[1], event
        existing = {region.region_id for region in registry.list_regions(before)}
        assert set(event.from_region_ids) <= existing
        existing = {region.region_id for region in registry.list_regions(event.date)}
        assert set(event.to_region_ids) <= existing
