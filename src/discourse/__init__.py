"""Documents: reading, passages, mentions of regions, lexicons, topics, scores.

Importing this package does no work: each public name is loaded from its module
when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from discourse.audit.influence import (
        TERM_BOOTSTRAP,
        TERM_INFLUENCE,
        draw_term_samples,
        estimate_term_influence,
    )
    from discourse.audit.overlap import CATEGORY_OVERLAP, summarize_overlap
    from discourse.audit.precision import TERM_PRECISION, estimate_term_precision
    from discourse.audit.suggestions import TERM_SUGGESTIONS, suggest_terms
    from discourse.audit.usage import TERM_USAGE, summarize_terms
    from discourse.corpus_statistics.collocates import compute_collocates
    from discourse.corpus_statistics.collocations import compute_collocations
    from discourse.corpus_statistics.concordance import CONCORDANCE, build_concordance
    from discourse.corpus_statistics.cooccurrence import compute_cooccurrences
    from discourse.corpus_statistics.dispersion import (
        compute_dispersion,
        estimate_dispersion,
    )
    from discourse.corpus_statistics.diversity import (
        compute_diversity,
        compute_type_token_curve,
    )
    from discourse.corpus_statistics.false_discovery import compute_false_discovery
    from discourse.corpus_statistics.frequencies import compute_frequencies
    from discourse.corpus_statistics.groups import (
        PassageGroups,
        build_column_groups,
        build_region_groups,
    )
    from discourse.corpus_statistics.keyness import compute_keyness, estimate_keyness
    from discourse.corpus_statistics.readability import compute_readability
    from discourse.corpus_statistics.schemas import (
        COLLOCATES,
        COLLOCATIONS,
        DISPERSION,
        DIVERSITY,
        FREQUENCIES,
        KEYNESS,
        READABILITY,
        TYPE_TOKEN_CURVE,
    )
    from discourse.corpus_statistics.syllables import count_syllables
    from discourse.corpus_statistics.term_sequence import (
        TermSequence,
        build_term_sequence,
    )
    from discourse.corpus_statistics.windows import WINDOWS, build_windows
    from discourse.lexicons.counting import find_counted_hits
    from discourse.lexicons.hits import find_hits
    from discourse.lexicons.model import Lexicon
    from discourse.lexicons.reading import (
        build_lexicon,
        list_builtin_lexicons,
        read_lexicon,
    )
    from discourse.lexicons.writing import write_lexicon
    from discourse.mentions.finding import find_mentions
    from discourse.mentions.rules import describe_rule
    from discourse.mentions.weights import build_passage_regions
    from discourse.passages import find_passage_problems, split_passages
    from discourse.reading.content import Documents, DocumentText, Table
    from discourse.reading.dates import ReadDate, read_date
    from discourse.reading.documents import read_documents
    from discourse.reading.language import detect_language
    from discourse.reading.sentences import find_sentences
    from discourse.scaling.counts import (
        SCALE_TERMS,
        SCALE_UNITS,
        TermCounts,
        count_terms,
    )
    from discourse.scaling.semantic_scale import (
        PASSAGE_SCALE,
        SCALE_SEEDS,
        SemanticScale,
        fit_semantic_scale,
    )
    from discourse.scaling.wordfish import Wordfish, fit_wordfish
    from discourse.scaling.wordscores import Wordscores, fit_wordscores
    from discourse.schemas import (
        ACCURACY,
        ANNOTATIONS,
        DOCUMENTS,
        HITS,
        MENTIONS,
        PASSAGE_REGIONS,
        PASSAGES,
        SCORES,
        TOPIC_SHARES,
        TOPICS,
    )
    from discourse.scores.accuracy import estimate_accuracy
    from discourse.scores.correction import correct_prevalence
    from discourse.scores.designed import estimate_designed_prevalence
    from discourse.scores.distinctiveness import estimate_distinctiveness
    from discourse.scores.prevalence import (
        estimate_prevalence,
        estimate_prevalence_from_weights,
    )
    from discourse.scores.rates import TERM_RATES, estimate_term_rates
    from discourse.scores.salience import estimate_salience
    from discourse.scores.scales import estimate_scale
    from discourse.scores.shrinkage import shrink_prevalence
    from discourse.scores.weights import ConvertedWeights, convert_passage_regions
    from discourse.spacy_docs import build_spacy_docs
    from discourse.tokens.forms import fold_form
    from discourse.tokens.kk import lemmatize_kazakh
    from discourse.tokens.lemmas import lemmatize
    from discourse.tokens.table import TokenTable, tokenize_passages
    from discourse.tokens.tokenizing import find_tokens
    from discourse.topics.fitting import TOPIC_COHERENCE, TopicModel, fit_topics
    from discourse.topics.stop_words import read_stop_words

_HOME: dict[str, str] = {
    "ACCURACY": "schemas",
    "ANNOTATIONS": "schemas",
    "CATEGORY_OVERLAP": "audit.overlap",
    "COLLOCATES": "corpus_statistics.schemas",
    "COLLOCATIONS": "corpus_statistics.schemas",
    "CONCORDANCE": "corpus_statistics.concordance",
    "ConvertedWeights": "scores.weights",
    "DISPERSION": "corpus_statistics.schemas",
    "DIVERSITY": "corpus_statistics.schemas",
    "DOCUMENTS": "schemas",
    "DocumentText": "reading.content",
    "Documents": "reading.content",
    "FREQUENCIES": "corpus_statistics.schemas",
    "HITS": "schemas",
    "KEYNESS": "corpus_statistics.schemas",
    "Lexicon": "lexicons.model",
    "MENTIONS": "schemas",
    "PASSAGES": "schemas",
    "PASSAGE_REGIONS": "schemas",
    "PASSAGE_SCALE": "scaling.semantic_scale",
    "PassageGroups": "corpus_statistics.groups",
    "READABILITY": "corpus_statistics.schemas",
    "ReadDate": "reading.dates",
    "SCALE_SEEDS": "scaling.semantic_scale",
    "SCALE_TERMS": "scaling.counts",
    "SCALE_UNITS": "scaling.counts",
    "SCORES": "schemas",
    "SemanticScale": "scaling.semantic_scale",
    "TERM_BOOTSTRAP": "audit.influence",
    "TERM_INFLUENCE": "audit.influence",
    "TERM_PRECISION": "audit.precision",
    "TERM_RATES": "scores.rates",
    "TERM_SUGGESTIONS": "audit.suggestions",
    "TERM_USAGE": "audit.usage",
    "TOPICS": "schemas",
    "TOPIC_COHERENCE": "topics.fitting",
    "TOPIC_SHARES": "schemas",
    "TYPE_TOKEN_CURVE": "corpus_statistics.schemas",
    "Table": "reading.content",
    "TermCounts": "scaling.counts",
    "TermSequence": "corpus_statistics.term_sequence",
    "TokenTable": "tokens.table",
    "TopicModel": "topics.fitting",
    "WINDOWS": "corpus_statistics.windows",
    "Wordfish": "scaling.wordfish",
    "Wordscores": "scaling.wordscores",
    "build_column_groups": "corpus_statistics.groups",
    "build_concordance": "corpus_statistics.concordance",
    "build_lexicon": "lexicons.reading",
    "build_passage_regions": "mentions.weights",
    "build_region_groups": "corpus_statistics.groups",
    "build_spacy_docs": "spacy_docs",
    "build_term_sequence": "corpus_statistics.term_sequence",
    "build_windows": "corpus_statistics.windows",
    "compute_collocates": "corpus_statistics.collocates",
    "compute_collocations": "corpus_statistics.collocations",
    "compute_cooccurrences": "corpus_statistics.cooccurrence",
    "compute_dispersion": "corpus_statistics.dispersion",
    "compute_diversity": "corpus_statistics.diversity",
    "compute_false_discovery": "corpus_statistics.false_discovery",
    "compute_frequencies": "corpus_statistics.frequencies",
    "compute_keyness": "corpus_statistics.keyness",
    "compute_readability": "corpus_statistics.readability",
    "compute_type_token_curve": "corpus_statistics.diversity",
    "convert_passage_regions": "scores.weights",
    "correct_prevalence": "scores.correction",
    "count_syllables": "corpus_statistics.syllables",
    "count_terms": "scaling.counts",
    "describe_rule": "mentions.rules",
    "detect_language": "reading.language",
    "draw_term_samples": "audit.influence",
    "estimate_accuracy": "scores.accuracy",
    "estimate_designed_prevalence": "scores.designed",
    "estimate_dispersion": "corpus_statistics.dispersion",
    "estimate_distinctiveness": "scores.distinctiveness",
    "estimate_keyness": "corpus_statistics.keyness",
    "estimate_prevalence": "scores.prevalence",
    "estimate_prevalence_from_weights": "scores.prevalence",
    "estimate_salience": "scores.salience",
    "estimate_scale": "scores.scales",
    "estimate_term_influence": "audit.influence",
    "estimate_term_precision": "audit.precision",
    "estimate_term_rates": "scores.rates",
    "find_counted_hits": "lexicons.counting",
    "find_hits": "lexicons.hits",
    "find_mentions": "mentions.finding",
    "find_passage_problems": "passages",
    "find_sentences": "reading.sentences",
    "find_tokens": "tokens.tokenizing",
    "fit_semantic_scale": "scaling.semantic_scale",
    "fit_topics": "topics.fitting",
    "fit_wordfish": "scaling.wordfish",
    "fit_wordscores": "scaling.wordscores",
    "fold_form": "tokens.forms",
    "lemmatize": "tokens.lemmas",
    "lemmatize_kazakh": "tokens.kk",
    "list_builtin_lexicons": "lexicons.reading",
    "read_date": "reading.dates",
    "read_documents": "reading.documents",
    "read_lexicon": "lexicons.reading",
    "read_stop_words": "topics.stop_words",
    "shrink_prevalence": "scores.shrinkage",
    "split_passages": "passages",
    "suggest_terms": "audit.suggestions",
    "summarize_overlap": "audit.overlap",
    "summarize_terms": "audit.usage",
    "tokenize_passages": "tokens.table",
    "write_lexicon": "lexicons.writing",
}

__all__ = [
    "ACCURACY",
    "ANNOTATIONS",
    "CATEGORY_OVERLAP",
    "COLLOCATES",
    "COLLOCATIONS",
    "CONCORDANCE",
    "DISPERSION",
    "DIVERSITY",
    "DOCUMENTS",
    "FREQUENCIES",
    "HITS",
    "KEYNESS",
    "MENTIONS",
    "PASSAGES",
    "PASSAGE_REGIONS",
    "PASSAGE_SCALE",
    "READABILITY",
    "SCALE_SEEDS",
    "SCALE_TERMS",
    "SCALE_UNITS",
    "SCORES",
    "TERM_BOOTSTRAP",
    "TERM_INFLUENCE",
    "TERM_PRECISION",
    "TERM_RATES",
    "TERM_SUGGESTIONS",
    "TERM_USAGE",
    "TOPICS",
    "TOPIC_COHERENCE",
    "TOPIC_SHARES",
    "TYPE_TOKEN_CURVE",
    "WINDOWS",
    "ConvertedWeights",
    "DocumentText",
    "Documents",
    "Lexicon",
    "PassageGroups",
    "ReadDate",
    "SemanticScale",
    "Table",
    "TermCounts",
    "TermSequence",
    "TokenTable",
    "TopicModel",
    "Wordfish",
    "Wordscores",
    "build_column_groups",
    "build_concordance",
    "build_lexicon",
    "build_passage_regions",
    "build_region_groups",
    "build_spacy_docs",
    "build_term_sequence",
    "build_windows",
    "compute_collocates",
    "compute_collocations",
    "compute_cooccurrences",
    "compute_dispersion",
    "compute_diversity",
    "compute_false_discovery",
    "compute_frequencies",
    "compute_keyness",
    "compute_readability",
    "compute_type_token_curve",
    "convert_passage_regions",
    "correct_prevalence",
    "count_syllables",
    "count_terms",
    "describe_rule",
    "detect_language",
    "draw_term_samples",
    "estimate_accuracy",
    "estimate_designed_prevalence",
    "estimate_dispersion",
    "estimate_distinctiveness",
    "estimate_keyness",
    "estimate_prevalence",
    "estimate_prevalence_from_weights",
    "estimate_salience",
    "estimate_scale",
    "estimate_term_influence",
    "estimate_term_precision",
    "estimate_term_rates",
    "find_counted_hits",
    "find_hits",
    "find_mentions",
    "find_passage_problems",
    "find_sentences",
    "find_tokens",
    "fit_semantic_scale",
    "fit_topics",
    "fit_wordfish",
    "fit_wordscores",
    "fold_form",
    "lemmatize",
    "lemmatize_kazakh",
    "list_builtin_lexicons",
    "read_date",
    "read_documents",
    "read_lexicon",
    "read_stop_words",
    "shrink_prevalence",
    "split_passages",
    "suggest_terms",
    "summarize_overlap",
    "summarize_terms",
    "tokenize_passages",
    "write_lexicon",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
