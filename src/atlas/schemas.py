"""The tables of regions."""

from ledger import Column, TableSchema

CROSSWALK = TableSchema(
    name="crosswalk",
    row="one region and the region of the wanted year that it lies in",
    key=("from_region_id", "to_region_id"),
    columns=(
        Column("from_region_id", "category", "Region as given."),
        Column("to_region_id", "category", "Region of the wanted year."),
        Column(
            "weight",
            "number",
            "Share of the given region that lies there; missing where it is not known.",
            unit="share",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column(
            "basis",
            "category",
            "Same territory, a part merged into it, or a territory that is split.",
            allowed=("same", "merged", "split"),
        ),
    ),
)
