"""Verdicts: the written rule, case by case."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from ledger import TableError, build_table, check_table
from linkage import (
    ESTIMATES,
    SPECIFICATIONS,
    VERDICTS,
    Hypothesis,
    build_specifications,
    build_specifications_table,
    compute_holm,
    judge_hypotheses,
    judge_hypothesis,
)

OUTCOME = "prevalence:migration"


def declare(direction="negative", **changes):
    return Hypothesis(
        hypothesis_id="H1",
        claim="Poorer regions are more often described as left",
        outcome=OUTCOME,
        exposure="grp",
        direction=direction,
        **changes,
    )


def make_estimates(primary, others=None):
    """Lay out the grid: the primary row as given, the others not significant."""
    rows = []
    for place, one in enumerate(build_specifications(declare())):
        row = {
            "specification_id": one.specification_id,
            "term": "grp",
            "estimate": -0.1,
            "p_value": 0.5,
            "conf_low": -0.5,
            "conf_high": 0.4,
            "confidence_level": 0.95,
            "n_observations": 96,
            "n_regions": 16,
            "n_periods": 6,
            "smallest_detectable": 0.64,
        }
        rows.append(row | (primary if place == 0 else others or {}))
    return build_table(rows, ESTIMATES)


STRONG = {
    "estimate": -0.7,
    "p_value": 0.004,
    "p_adjusted": 0.008,
    "conf_low": -0.9,
    "conf_high": -0.3,
}
WEAK = {"estimate": -0.3, "p_value": 0.25, "conf_low": -0.7, "conf_high": 0.2}
OPPOSITE = {"estimate": 0.6, "p_value": 0.01, "conf_low": 0.2, "conf_high": 0.9}


def judge(estimates, **changes):
    table = judge_hypothesis(estimates, declare(**changes))
    check_table(table, VERDICTS)
    return table.iloc[0]


def test_supported():
    row = judge(make_estimates(STRONG))
    assert row["verdict"] == "supported"
    assert row["share_of_specifications"] == 1
    assert "Over 16 regions" in row["reason"]
    assert "does not say what causes it" in row["reason"]


def test_the_mirror_is_contradicted():
    row = judge(make_estimates(STRONG), direction="positive")
    assert row["verdict"] == "contradicted"
    assert row["share_of_specifications"] == 0


def test_inconclusive_names_what_could_have_been_found():
    row = judge(make_estimates(WEAK))
    assert row["verdict"] == "inconclusive"
    assert row["reason"] == (
        "Over 16 regions the rank correlation of regional means is -0.30 (95% interval "
        "-0.70 to 0.20, permutation p = 0.25). With 16 regions only |r| >= 0.64 could "
        "have been found (80 % power), so a weaker association is neither shown nor "
        "excluded."
    )


def test_holm_decides():
    row = judge(make_estimates(STRONG | {"p_adjusted": 0.06}))
    assert row["verdict"] == "inconclusive"
    assert "adjusted for the number of hypotheses" in row["reason"]


def test_an_interval_that_holds_zero_decides():
    assert judge(make_estimates(STRONG | {"conf_high": 0.01}))["verdict"] == (
        "inconclusive"
    )


def test_a_significant_opposite_estimate_decides():
    row = judge(make_estimates(STRONG, others=OPPOSITE))
    assert row["verdict"] == "inconclusive"
    assert "6 of 7 differ from zero" in row["reason"]
    assert row["share_of_specifications"] == pytest.approx(1 / 7)


def test_missing_primary_estimate():
    missing = dict.fromkeys(("estimate", "p_value", "conf_low", "conf_high"))
    row = judge(make_estimates(missing | {"note": "3 regions have both variables"}))
    assert row["verdict"] == "inconclusive"
    assert "3 regions have both variables" in row["reason"]


def test_missing_everything_has_no_share():
    missing = dict.fromkeys(("estimate", "p_value", "conf_low", "conf_high"))
    missing["note"] = "does not vary"
    assert pd.isna(judge(make_estimates(missing, missing))["share_of_specifications"])


def test_absent_grid_is_refused():
    with pytest.raises(TableError, match="found no row 'H1: "):
        judge_hypothesis(make_estimates(STRONG).iloc[:0], declare())


def test_grid_is_written_down():
    table = build_specifications_table(
        build_specifications(declare(lag=1, controls=("income",)))
    )
    check_table(table, SPECIFICATIONS)
    assert len(table) == 7
    ols = table[table["estimator"] == "ols"].iloc[0]
    assert (ols["controls"], ols["covariance"], ols["lag"]) == ("income", "cluster", 1)


@pytest.fixture
def linked(make_linked):
    rng = np.random.default_rng(3)
    x = rng.normal(size=(16, 1)) + 0.3 * rng.normal(size=(16, 6))
    y = -x + 0.3 * rng.normal(size=(16, 6))
    return make_linked(y, grp=x, noise=rng.normal(size=(16, 6)))


def test_the_whole_way(linked):
    first = declare()
    second = Hypothesis(
        hypothesis_id="H2",
        claim="none",
        outcome=OUTCOME,
        exposure="noise",
        direction="positive",
    )
    choices = {"seed": 1, "n_permutations": 499, "n_resamples": 99}
    judged = judge_hypotheses(linked, [first, second], **choices)
    assert list(judged.verdicts["verdict"]) == ["supported", "inconclusive"]
    check_table(judged.estimates, ESTIMATES)
    assert len(judged.specifications) == 14
    primary = judged.estimates[judged.estimates["p_adjusted"].notna()]
    assert primary["specification_id"].str.contains("spearman, between").all()
    assert list(primary["p_adjusted"]) == pytest.approx(
        compute_holm(list(primary["p_value"]))
    )
    again = judge_hypotheses(linked, [second, first], **choices)
    pd.testing.assert_frame_equal(judged.estimates, again.estimates)
    other = judge_hypotheses(linked, [first], **(choices | {"seed": 2}))
    assert other.verdicts["verdict"].tolist() == ["supported"]


def test_unknown_variable_is_named_and_others_stand(linked):
    unknown = Hypothesis(
        hypothesis_id="H2",
        claim="none",
        outcome=OUTCOME,
        exposure="income",
        direction="positive",
    )
    judged = judge_hypotheses(
        linked, [declare(), unknown], seed=1, n_permutations=499, n_resamples=9
    )
    assert list(judged.verdicts["verdict"]) == ["supported", "inconclusive"]
    assert "have a variable 'income'" in judged.verdicts["reason"].iloc[1]
    assert pd.isna(judged.verdicts["share_of_specifications"].iloc[1])


def test_no_hypotheses(linked):
    judged = judge_hypotheses(linked, [], seed=1)
    assert judged.estimates.empty
    assert judged.verdicts.empty
    assert judged.specifications.empty


def test_progress_is_told(linked):
    class Counter:
        label, total, n = "", 0, 0

        def start(self, label, total):
            self.label, self.total = label, total

        def advance(self, n=1):
            self.n += n

        def finish(self):
            self.label += " done"

    counter = Counter()
    judge_hypotheses(
        linked,
        [declare()],
        seed=1,
        n_permutations=9,
        n_resamples=9,
        progress=counter,
    )
    assert (counter.label, counter.total, counter.n) == ("estimates done", 7, 7)


def test_holm_is_statsmodels():
    p = [0.01, 0.04, 0.03, 0.2, 0.005]
    expected = multipletests(p, method="holm")[1]
    assert compute_holm(p) == pytest.approx(list(expected))


def test_holm_leaves_missing_out_of_the_count():
    assert compute_holm([0.02, float("nan"), 0.03])[::2] == pytest.approx([0.04, 0.04])
    assert np.isnan(compute_holm([0.02, float("nan")])[1])
    assert compute_holm([]) == []
