"""Render the registry of Kazakhstan for readers: who exists when, and in which sets."""

import pandas as pd

from atlas import Region, RegionRegistry, read_registry, transliterate_kazakh
from atlas.designations import choose_valid

LATEST = 2022
SETS_OF_YEARS = (1997, 2018, 2022)


def render_regions() -> str:
    """Render the page `regions.md`."""
    registry = read_registry()
    lines = [
        "# Regions of Kazakhstan",
        "",
        "Generated from `src/atlas/data/kazakhstan` by `docs/build_reference.py`;",
        "do not edit.",
        "Sources and what is simplified: `src/atlas/data/kazakhstan/sources.md`.",
        "",
        f"Sets of regions are complete from {registry.complete_from} on:",
        "the regions of a year are those that exist on its 31 December.",
        "",
        "## Today",
        "",
        *_render_present(registry),
        "",
        "## Ended",
        "",
        *_render_ended(registry),
        "",
        "## What changed",
        "",
        *_render_events(registry),
        "",
        "## Names and centres that changed",
        "",
        "A date with precision month or year is the first day of that month or year",
        "(the precision is that of the less exact of the two dates of a row);",
        "`...` means since before the registry begins, not known, or still. The letter",
        "codes of ISO 3166-2 were in force from 15 December 1998 (Astana: 21 May 2002)",
        "until November 2022, the numbers since.",
        "",
        *_render_designations(registry),
        "",
        "## Codes of the national classifier (KATO)",
        "",
        "No source found says on which day a code came into force or was withdrawn, so",
        "the days are bounded: `seen by` is a day by which a dated source has the code,",
        "`gone by` one by which it has it no more. The number of a region is the first",
        "two digits. `sources.md` lists the editions of the classifier.",
        "",
        *_render_classifier_codes(registry),
        "",
        "## Sets of regions",
        "",
        'A study compares two sets by their names: `by = "region_set"` in',
        "`[[comparisons]]`, with the sets as `target` and `reference`. A set counts on",
        "the last day of the year of its `boundaries`; a region in no set is in neither",
        "group. No list was found that calls whole regions core and periphery, so which",
        "division stands for them is the reader's choice, to be named; comparing several",
        "shows whether a finding hangs on it. What each is worth: `sources.md`.",
        "",
        *_render_sets(registry),
        "",
        "## Neighbors",
        "",
        *_render_neighbors(registry),
        "",
        "## Tile maps",
        "",
        *_render_tiles(registry),
    ]
    return "\n".join(lines) + "\n"


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [
        f"| {' | '.join(header)} |",
        f"|{'---|' * len(header)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def _render_present(registry: RegionRegistry) -> list[str]:
    macro = _list_members(registry, "macro")
    rows = [
        (
            region.region_id,
            region.name_en,
            region.name_ru,
            region.name_kk,
            transliterate_kazakh(region.name_kk),
            region.centre,
            region.valid_from,
            region.withdrawn_code or "",
            region.kato or "",
            macro.get(region.region_id, ""),
        )
        for region in registry.list_boundaries(LATEST)
    ]
    return _table(
        (
            *("id", "English", "Russian", "Kazakh", "Kazakh (Latin, 2021)"),
            *("centre", "since", "old ISO code", "KATO", "macro-region"),
        ),
        rows,
    )


def _render_ended(registry: RegionRegistry) -> list[str]:
    former = registry.list_former_regions()
    rows = [
        (
            region.region_id,
            region.name_en,
            region.name_ru,
            region.name_kk,
            region.centre,
            f"{region.valid_from} to {region.valid_to}",
            _describe_end(registry, region),
            "no" if region in former else "yes",
        )
        for region in registry.regions
        if region.valid_to is not None
    ]
    return _table(
        (
            *("id", "English", "Russian", "Kazakh", "centre", "valid"),
            *("land went to", "in a set of regions"),
        ),
        rows,
    )


def _describe_end(registry: RegionRegistry, region: Region) -> str:
    return ", ".join(
        after
        for event in registry.events
        if region.region_id in event.from_region_ids
        for after in event.to_region_ids
        if after != region.region_id
    )


def _render_events(registry: RegionRegistry) -> list[str]:
    rows = [
        (
            event.date,
            event.kind,
            ", ".join(event.from_region_ids),
            ", ".join(event.to_region_ids),
            event.title,
            event.source,
        )
        for event in registry.events
    ]
    return _table(("date", "kind", "before", "after", "what", "act"), rows)


def _render_designations(registry: RegionRegistry) -> list[str]:
    table = registry.read_designations()
    table = table[~table["kind"].str.endswith("code")].fillna("...")
    # What never changed is in the first table.
    number = table.groupby(["subject_id", "kind", "language"])["value"].transform(
        "size"
    )
    changed = table[(number > 1) | (table["valid_from"] > "1992")]
    keys = ["subject_id", "kind", "valid_from", "valid_to"]
    rows = []
    for key, same in changed.groupby(keys):
        subject, kind, start, end = (str(value) for value in key)
        values = dict(zip(same["language"], same["value"], strict=True))
        first = same.iloc[0]
        rows.append(
            (
                subject,
                kind,
                *(values.get(language, "") for language in ("en", "ru", "kk")),
                *(start, end, str(first["precision"])),
                f"{first['source']}; {first['second_source']}",
            )
        )
    # A span without a known beginning is the earliest.
    rows.sort(key=lambda row: (row[0], row[1], row[5].replace("...", "")))
    return _table(
        (
            *("of", "what", "English", "Russian", "Kazakh"),
            *("from", "to", "precision", "sources"),
        ),
        rows,
    )


def _render_classifier_codes(registry: RegionRegistry) -> list[str]:
    table = registry.read_designations()
    codes = table[table["kind"] == "classifier_code"].sort_values("value")
    columns = ["subject_id", "value", "seen_by", "gone_by", "source", "second_source"]
    return _table(
        ("region", "code", "seen by", "gone by", "source", "second source"),
        [
            tuple(str(value) for value in row)
            for row in codes[columns].fillna("").itertuples(index=False, name=None)
        ],
    )


def _render_sets(registry: RegionRegistry) -> list[str]:
    table = registry.read_region_sets()
    lines: list[str] = []
    for scheme, sets in table.groupby("scheme_id"):
        role = str(sets["role"].iloc[0]).replace("_", "-")
        lines += [
            f"### {scheme} ({role})",
            "",
            f"Source: {sets['source'].iloc[0]}.",
            "",
        ]
        rows = []
        for set_id, members in sets.groupby("set_id"):
            first = members.iloc[0]
            rows.append(
                (
                    f"`{set_id}`",
                    str(first["name_en"]),
                    str(first["name_ru"]),
                    str(first["name_kk"]),
                    ", ".join(
                        _describe_member(registry, *member)
                        for member in members[
                            ["region_id", "valid_from", "valid_to"]
                        ].itertuples(index=False, name=None)
                    ),
                )
            )
        lines += [*_table(("set", "English", "Russian", "Kazakh", "regions"), rows), ""]
    return lines[:-1]


def _describe_member(
    registry: RegionRegistry, region_id: str, start: str, end: str | float
) -> str:
    region = registry.get_region(region_id)
    first = "" if start == region.valid_from else f" from {start}"
    last = "" if pd.isna(end) or end == region.valid_to else f" to {end}"
    return f"{region_id}{first}{last}"


def _list_members(registry: RegionRegistry, scheme: str) -> dict[str, str]:
    table = choose_valid(registry.read_region_sets(), f"{LATEST}-12-31")
    table = table[table["scheme_id"] == scheme]
    return dict(zip(table["region_id"], table["name_en"], strict=True))


def _render_neighbors(registry: RegionRegistry) -> list[str]:
    rows = []
    for region in registry.list_boundaries(LATEST):
        cells = [region.region_id, region.label]
        for year in SETS_OF_YEARS:
            pairs = registry.read_neighbors(year)
            pairs = pairs[(pairs == region.region_id).any(axis=1)]
            found = sorted(set(pairs.to_numpy().ravel()) - {region.region_id})
            cells.append(", ".join(found) or "did not exist")
        rows.append(tuple(cells))
    header = (f"in {year}" for year in SETS_OF_YEARS)
    return _table(("id", "region", *header), rows)


def _render_tiles(registry: RegionRegistry) -> list[str]:
    lines: list[str] = []
    for year in SETS_OF_YEARS:
        tiles = registry.read_tiles(year)
        lines += [f"{len(tiles)} regions, from {year} on:", "", "```text"]
        width = int(tiles["label"].str.len().max()) + 1
        for row in range(int(tiles["row"].max()) + 1):
            line = ""
            for column in range(int(tiles["column"].max()) + 1):
                here = tiles[(tiles["row"] == row) & (tiles["column"] == column)]
                line += "".join(here["label"]).ljust(width)
            lines.append(line.rstrip())
        lines += ["```", ""]
    return lines[:-1]
