"""Errors, problems, choices and streams."""

from typing import Literal

import pytest

from ledger import (
    InputError,
    MethodError,
    Problem,
    ToolkitError,
    build_problems_table,
    check_choice,
    derive_generator,
)

PROBLEM = Problem(
    code="no-date",
    severity="note",
    where="a.txt",
    found="no date",
    expected="A date",
    action="Add it to metadata.csv",
)


def test_a_problem_reads_as_where_found_expected_action():
    assert (
        PROBLEM.sentence == "a.txt: no date. Expected: a date. Add it to metadata.csv."
    )


def test_an_error_shows_five_problems_and_counts_the_rest():
    error = InputError(problems=[PROBLEM] * 7)
    assert str(error).count("a.txt") == 5
    assert str(error).endswith("... and 2 more.")
    assert len(error.problems) == 7


def test_the_users_errors_are_value_errors_and_ours_share_a_root():
    assert issubclass(InputError, ValueError)
    assert issubclass(MethodError, ToolkitError)
    assert not issubclass(MethodError, InputError)


def test_problems_keep_their_order():
    table = build_problems_table([PROBLEM, PROBLEM])
    assert list(table["code"]) == ["no-date", "no-date"]


def test_a_wrong_choice_names_the_nearest():
    with pytest.raises(InputError, match=r"method: found 'pearsn'.*mean 'pearson'"):
        check_choice("pearsn", Literal["pearson", "spearman"], "method")


def test_streams_differ_by_name_and_repeat_by_seed():
    first = derive_generator(1, "bootstrap", "H1").random()
    assert first == derive_generator(1, "bootstrap", "H1").random()
    assert first != derive_generator(1, "bootstrap", "H2").random()
    assert first != derive_generator(2, "bootstrap", "H1").random()
    assert (
        derive_generator(1, "ab", "c").random()
        != derive_generator(1, "a", "bc").random()
    )
