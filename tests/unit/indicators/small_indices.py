"""Small composite indices, defined in one line."""

from indicators import IndexComponent, IndexDefinition, compute_index

ROWS = [
    ("a", "KZ-11", "2016", 0.0),
    ("a", "KZ-15", "2016", 5.0),
    ("a", "KZ-19", "2016", 10.0),
    ("b", "KZ-11", "2016", 30.0),
    ("b", "KZ-15", "2016", 20.0),
    ("b", "KZ-19", "2016", 10.0),
]


# Six regions of one period: b falls where a rises.
SIX = [
    (name, f"KZ-{11 + 4 * place}", "2016", value)
    for name, values in {
        "a": [1.0, 2.0, 3.0, 4.0, 5.0, 9.0],
        "b": [6.0, 4.0, 5.0, 3.0, 2.0, 1.0],
    }.items()
    for place, value in enumerate(values)
]


TWO_YEARS = [
    ("a", "KZ-11", "2015", 10.0),
    ("a", "KZ-15", "2015", 20.0),
    ("a", "KZ-11", "2016", 20.0),
    ("a", "KZ-15", "2016", 60.0),
]


GAPS = [
    ("a", "KZ-11", "2015", 1.0),
    ("a", "KZ-15", "2015", 2.0),
    ("a", "KZ-19", "2015", 6.0),
    ("a", "KZ-11", "2016", None),
    ("a", "KZ-15", "2016", 4.0),
    ("a", "KZ-19", "2016", 8.0),
    ("a", "KZ-23", "2016", 3.0),
]


def define(components=None, **options):
    components = components or {"a": 1, "b": 1}
    directions = options.pop("directions", {})
    dimensions = options.pop("dimensions", {})
    goalposts = options.pop("goalposts", {})
    outliers = options.pop("component_outliers", {})
    return IndexDefinition(
        index_id="w",
        components=tuple(
            IndexComponent(
                indicator_id=name,
                weight=weight,
                direction=directions.get(name, 1),
                dimension=dimensions.get(name),
                goalposts=goalposts.get(name),
                outliers=outliers.get(name),
            )
            for name, weight in components.items()
        ),
        **options,
    )


def compute(values, components=None, **options):
    return compute_index(values, define(components, **options))


def normalized(data, name):
    table = data.components
    return table.loc[table["component"] == name, "value"].tolist()
