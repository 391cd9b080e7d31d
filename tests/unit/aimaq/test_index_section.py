"""`[[index]]` of study.toml: every choice reaches the definition, faults are problems."""

import pytest

from aimaq.config import read_study
from indicators import IndexAlternatives, IndexComponent, IndexDefinition
from ledger import ConfigError

HEAD = """
[study]
title = "Trial"
years = [2012, 2020]
[regions]
boundaries = 2017
[[indicators]]
id = "grp"
path = "grp.csv"
unit = "mln KZT"
kind = "extensive"
[[indicators]]
id = "jobless"
path = "jobless.csv"
unit = "persons"
kind = "extensive"
direction = -1
[[index]]
id = "w"
components = { grp = 2, jobless = 1 }
"""


def read(tmp_path, text):
    for name in ("grp.csv", "jobless.csv"):
        (tmp_path / name).write_text("region,period,value\n", encoding="utf-8")
    (tmp_path / "study.toml").write_text(HEAD + text, encoding="utf-8")
    return read_study(tmp_path)


def test_an_index_of_components_alone_is_as_it_was(tmp_path):
    (section,) = read(tmp_path, "").index
    assert section.uncertainty is None
    assert section.define({"grp": 1, "jobless": -1}) == IndexDefinition(
        index_id="w",
        components=(
            IndexComponent(indicator_id="grp", weight=2),
            IndexComponent(indicator_id="jobless", direction=-1),
        ),
    )


def test_every_choice_reaches_the_definition(tmp_path):
    (section,) = read(
        tmp_path,
        """
dimensions = { money = ["grp"], work = ["jobless"] }
dimension_weights = { money = 3, work = 1 }
imputation = "last"
outliers = "winsorize"
component_outliers = { grp = "log" }
winsorize_limit = 3
percentile = 0.1
normalization = "goalposts"
goalposts = { grp = [1, 100], jobless = [0, 0.5] }
base = "base-period"
base_period = 2015
weighting = "pca"
weight_bounds = [0.1, 0.9]
n_factors = 1
aggregation = "copeland"
dimension_aggregation = "harmonic"
[index.uncertainty]
imputations = ["mean"]
outliers = ["none"]
normalizations = ["rank"]
weightings = ["equal"]
aggregations = ["arithmetic"]
weight_noise = 0.2
leave_one_out = true
measurement_error = { grp = 0.05 }
n_draws = 200
n_sobol_draws = 100
""",
    ).index
    assert section.define({}) == IndexDefinition(
        index_id="w",
        components=(
            IndexComponent(
                indicator_id="grp",
                weight=2,
                dimension="money",
                goalposts=(1.0, 100.0),
                outliers="log",
            ),
            IndexComponent(
                indicator_id="jobless", dimension="work", goalposts=(0.0, 0.5)
            ),
        ),
        imputation="last",
        outliers="winsorize",
        winsorize_limit=3,
        percentile=0.1,
        normalization="goalposts",
        base="base-period",
        base_period="2015",
        weighting="pca",
        weight_bounds=(0.1, 0.9),
        n_factors=1,
        aggregation="copeland",
        dimension_aggregation="harmonic",
        dimension_weights=(("money", 3.0), ("work", 1.0)),
    )
    assert section.uncertainty.n_draws == 200
    assert section.uncertainty.build() == IndexAlternatives(
        imputations=("mean",),
        outliers=("none",),
        normalizations=("rank",),
        weightings=("equal",),
        aggregations=("arithmetic",),
        weight_noise=0.2,
        is_leaving_out=True,
        measurement_error=(("grp", 0.05),),
    )


def test_dimensions_may_hold_dimensions(tmp_path):
    text = 'dimensions = { a = ["grp"], b = ["jobless"], all = ["a", "b"] }'
    (section,) = read(tmp_path, text).index
    definition = section.define({})
    assert definition.dimension_parents == (("a", "all"), ("b", "all"))
    assert definition.dimensions == ("a", "b", "all")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('dimensions = { grp = ["grp", "jobless"] }', "name of a component too"),
        ('dimensions = { a = ["a", "grp", "jobless"] }', "a is part of itself"),
        ('normalization = "minmax"', "minmax"),
        ('normalization = "z-score"', "z-scores are negative"),
        ('base = "base-period"', "without base_period"),
        ('dimensions = { money = ["grp"] }', "dimensions: none for jobless"),
        ('dimensions = { money = ["gdp"] }', "gdp is no component"),
        ('dimensions = { a = ["grp"], b = ["grp", "jobless"] }', "in two of them"),
        ('component_outliers = { gdp = "log" }', "gdp is no component"),
        ("[index.uncertainty]\nweight_noise = 2", "less than 1"),
        ("[index.uncertainty]\nweight_noice = 0.2", "weight_noice"),
    ],
)
def test_faults_of_an_index_are_problems_of_the_study_file(tmp_path, text, words):
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert words in str(caught.value)
