"""Topics: terms, models, tables, what is left out."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from pandas.testing import assert_frame_equal
from scipy import sparse

from discourse import fit_topics, read_stop_words
from discourse.schemas import PASSAGES, TOPIC_SHARES, TOPICS
from discourse.topics.coherence import compute_npmi
from discourse.topics.terms import build_term_matrix
from ledger import InputError, build_empty_table, check_table

WORDS = {
    "ru": ("школа учитель урок ученик", "дорога мост трасса ремонт"),
    "kk": ("мектеп мұғалім сабақ оқушы", "көпір тас құрылыс темір"),
    "en": ("school teacher lesson pupil", "road bridge highway repair"),
}


def make_passages(texts, language="en", prefix="d"):
    return pd.DataFrame(
        {
            "passage_id": [f"{prefix}{i:03d}#0001" for i in range(len(texts))],
            "language": language,
            "text": texts,
        }
    )


def make_two_topics(language="en", n_passages=40):
    rng = np.random.default_rng(7)
    texts = []
    for i in range(n_passages):
        words = WORDS[language][i % 2].split()
        texts.append(" ".join(rng.choice(words, size=12)))
    return make_passages(texts, language, prefix=language)


def list_codes(model):
    return [problem.code for problem in model.problems]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_stop_words_are_folded_and_hold_no_content(language):
    words = read_stop_words(language)
    assert len(words) > 150
    assert all(word == word.lower() for word in words)
    content = "регион область бедность аймақ облыс кедейлік region poverty people"
    assert not words & set(content.split())


def test_stop_words_of_another_language_are_refused():
    with pytest.raises(InputError, match=r"language: found 'de'"):
        read_stop_words("de")


def test_terms_are_lemmas_without_function_words_numbers_and_rare_words():
    texts = ["The regions of 2015, www.stat.kz and A. Regional"] * 2
    texts += ["A region is poorest", "other texts", "more texts", "such texts"]
    matrix = build_term_matrix(make_passages(texts))
    assert matrix.terms == ("region", "text")
    assert matrix.counts.toarray().tolist() == [[1, 0]] * 3 + [[0, 1]] * 3


def test_terms_may_be_forms():
    texts = ["regions", "regions", "regions", "region", "region", "region"]
    matrix = build_term_matrix(make_passages(texts), unit="form")
    assert matrix.terms == ("region", "regions")


def test_terms_of_most_passages_are_left_out():
    texts = ["steppe river", "steppe river", "steppe river", "steppe", "steppe", "sun"]
    matrix = build_term_matrix(make_passages(texts))
    assert matrix.terms == ("river",)
    assert len(matrix.empty_ids) == 3


def test_whitespace_tokens_keep_everything():
    matrix = build_term_matrix(
        make_passages(["The 5 the , x", "", "x"]), tokens="whitespace"
    )
    assert matrix.terms == (",", "5", "The", "the", "x")
    assert matrix.empty_ids == ("d001#0001",)


@pytest.mark.parametrize("method", ["lda", "nmf"])
def test_two_topics_of_each_language_are_told_apart(method):
    passages = pd.concat(
        [make_two_topics(language) for language in WORDS], ignore_index=True
    )
    model = fit_topics(passages, n_topics=2, seed=1, method=method)
    check_table(model.topics, TOPICS)
    check_table(model.shares, TOPIC_SHARES)
    assert sorted(model.topics["topic_id"].unique()) == [
        f"{language}:{number}"
        for language in ("en", "kk", "ru")
        for number in ("01", "02")
    ]
    english = model.topics[model.topics["topic_id"].str.startswith("en")]
    found = {
        frozenset(part.sort_values("rank")["term"].head(4))
        for _, part in english.groupby("topic_id")
    }
    assert found == {frozenset(words.split()) for words in WORDS["en"]}
    assert model.problems == ()


@pytest.mark.parametrize("method", ["lda", "nmf"])
def test_shares_of_a_passage_sum_to_one_within_its_language(method):
    passages = pd.concat([make_two_topics("ru"), make_two_topics("en")])
    shares = fit_topics(passages, n_topics=3, seed=1, method=method).shares
    assert_allclose(shares.groupby("passage_id")["share"].sum(), 1, atol=1e-9)
    assert len(shares) == 80 * 3
    language = shares["topic_id"].str[:2]
    assert (language == shares["passage_id"].str[:2]).all()


@pytest.mark.parametrize("method", ["lda", "nmf"])
def test_same_seed_same_topics_whatever_the_order(method):
    passages = make_two_topics()
    first = fit_topics(passages, n_topics=3, seed=5, method=method)
    shuffled = passages.sample(frac=1, random_state=3)
    second = fit_topics(shuffled, n_topics=3, seed=5, method=method)
    for name in ("topics", "shares", "coherence"):
        assert_frame_equal(getattr(first, name), getattr(second, name))


def test_another_seed_starts_elsewhere():
    passages = make_two_topics()
    first = fit_topics(passages, n_topics=5, seed=5)
    second = fit_topics(passages, n_topics=5, seed=6)
    assert not first.shares.equals(second.shares)


def test_the_first_topic_is_the_largest():
    passages = make_two_topics()
    rare = passages["text"].str.contains("road")
    passages = pd.concat([passages[~rare], passages[rare].head(5)])
    model = fit_topics(passages, n_topics=2, seed=1, tokens="whitespace")
    first = model.topics[model.topics["topic_id"] == "en:01"]
    assert "school" in first["term"].head(4).tolist()


def test_the_passages_are_not_changed():
    passages = make_two_topics()
    before = passages.copy()
    fit_topics(passages, n_topics=2, seed=1)
    assert_frame_equal(passages, before)


def test_a_language_with_few_passages_is_skipped_with_a_reason():
    passages = pd.concat([make_two_topics("ru"), make_two_topics("en", 10)])
    model = fit_topics(passages, n_topics=2, seed=1)
    assert set(model.topics["topic_id"]) == {"ru:01", "ru:02"}
    (problem,) = model.problems
    assert problem.code == "topics-too-few-passages"
    assert problem.where == "topics of language en"
    assert "10 passages" in problem.found


def test_more_topics_than_passages_is_refused_with_a_reason():
    model = fit_topics(make_two_topics(), n_topics=41, seed=1)
    assert model.topics.empty
    assert "At least 41 passages" in model.problems[0].expected


@pytest.mark.parametrize("method", ["lda", "nmf"])
def test_more_topics_than_terms_still_answers(method):
    model = fit_topics(make_two_topics(), n_topics=12, seed=1, method=method)
    assert model.coherence["topic_id"].nunique() == 12
    assert model.shares["share"].between(0, 1).all()


def test_one_passage_gives_no_topics():
    model = fit_topics(make_passages(["school teacher"]), n_topics=1, seed=1)
    assert model.topics.empty
    assert "topics-too-few-passages" in list_codes(model)


def test_passages_without_a_content_word_give_no_topics():
    model = fit_topics(make_passages(["and the of 5"] * 30), n_topics=2, seed=1)
    assert model.shares.empty
    assert list_codes(model) == [
        "topic-passages-without-terms",
        "topics-too-few-passages",
    ]
    assert "30 passages (d000#0001, " in model.problems[0].found
    assert "and 25 more" in model.problems[0].found


def test_empty_table_gives_empty_tables_and_says_why():
    model = fit_topics(build_empty_table(PASSAGES), n_topics=2, seed=1)
    check_table(model.topics, TOPICS)
    check_table(model.shares, TOPIC_SHARES)
    assert model.coherence.empty
    assert list_codes(model) == ["topics-no-passages"]


def test_unknown_language_is_named():
    strange = make_passages(["school"], "unknown", prefix="x")
    model = fit_topics(pd.concat([make_two_topics(), strange]), n_topics=2, seed=1)
    assert list_codes(model) == ["topic-language-unknown"]
    assert "x000#0001" in model.problems[0].found


def test_one_language_may_be_asked_for():
    passages = pd.concat([make_two_topics("ru"), make_two_topics("en")])
    model = fit_topics(passages, n_topics=2, seed=1, languages="ru")
    assert set(model.topics["topic_id"]) == {"ru:01", "ru:02"}


def test_languages_may_be_fitted_together():
    passages = pd.concat([make_two_topics("ru"), make_two_topics("en")])
    model = fit_topics(passages, n_topics=2, seed=1, languages="together")
    assert set(model.topics["topic_id"]) == {"all:01", "all:02"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_topics": 0}, "n_topics: found 0. Expected 1 or more"),
        ({"method": "lsa"}, "method: found 'lsa'"),
        ({"languages": "de"}, "languages: found 'de'"),
        ({"unit": "stem"}, "unit: found 'stem'"),
        ({"tokens": "none"}, "tokens: found 'none'"),
    ],
)
def test_unknown_choices_are_refused(change, message):
    options = {"n_topics": 2, "seed": 1} | change
    with pytest.raises(InputError, match=message):
        fit_topics(make_two_topics(), **options)


def test_npmi_by_hand():
    counts = sparse.csr_array(np.array([[1, 2, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]]))
    # p(a) = 3/4, p(b) = 2/4, p(a, b) = 2/4; c never meets a or b
    pair = np.log(0.5 / (0.75 * 0.5)) / -np.log(0.5)
    assert compute_npmi(counts, [0, 1]) == pytest.approx(pair)
    assert compute_npmi(counts, [0, 1, 2]) == pytest.approx((pair - 2) / 3)


def test_npmi_at_its_limits():
    counts = sparse.csr_array(np.array([[1, 1], [1, 1]]))
    assert compute_npmi(counts, [0, 1]) == 1
    apart = sparse.csr_array(np.array([[1, 0], [0, 1]]))
    assert compute_npmi(apart, [0, 1]) == -1
    assert np.isnan(compute_npmi(counts, [0]))


def test_progress_counts_languages():
    class Recorder:
        total = done = 0

        def start(self, label, total):
            assert label == "topics"
            self.total = total

        def advance(self, n=1):
            self.done += n

        def finish(self):
            self.total *= -1

    recorder = Recorder()
    passages = pd.concat([make_two_topics("ru"), make_two_topics("en")])
    fit_topics(passages, n_topics=2, seed=1, method="nmf", progress=recorder)
    assert (recorder.total, recorder.done) == (-2, 2)
