"""What is the dictionary form of a Kazakh word form?

Kazakh builds forms by chains of suffixes, so no list of forms can be complete.
:mod:`discourse.tokens.kk_suffixes` lists the ways to cut a form; this module chooses
the likeliest cut by how many forms a stem and a chain are attested in, and lists
the cases of a given name. Verbs are left to others:
their forms come back cut only as far as nominal suffixes go.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from discourse.tokens.kk_learning import SuffixModel
from discourse.tokens.kk_suffixes import join_suffix, list_cuts, split_hyphen_suffix

# Words that end like a noun with a suffix and are words of their own, mostly
# adjectives in -ты/-лы, which have the shape of an accusative or a possessive.
_WHOLE = frozenset(
    """
    ағылшын ағайын адал айқын алдын ақылды алғашқы алтын алуан анық аса астам
    ауқымды ауыр автоматты байланысты байырғы барлық басты басқа батыл бейбіт
    бейімді белгілі белсенді беделді бірлескен биыл болашақ бұрынғы бүгін бүгінгі
    бүтін демократиялық дербес дұрыс екіжақты екінші ерекше ерікті есепті жағымды
    жайлы жайында жазғы жақсы жақын жалпы жанды жаңа жасырын жауапты жедел
    жергілікті жеке жекелеген жемісті жеткілікті жоғары жоғарғы жуық жылдам жүйелі
    заңды зиянды ірі ішкі қажетті қазіргі қандай қарапайым қарқынды қатаң қасиетті
    қатты қауіпті қиын қолайлы қосымша қуатты қуанышты құқықты құнды құпия құрметті
    құтты қызықты қымбатты қысқа қысымды лайықты маңызды мәнді мақсатты мемлекеттік
    міндетті мықты нақты негізгі несиелік нәтижелі ойлы орнықты орташа осындай
    өзекті өкілетті өнімді пайдалы сайын салмақты салыстырмалы сапалы сәтті
    сенімді соңғы сондай сұлу сыртқы табысты тағы тарихи тәжірибелі тегін тек
    тиімді тиісті толы толық тұрақты тұңғыш тығыз түпкі түрлі ұзақ ұқсас ұлы үздік
    үлкен үшін шағын шартты шұғыл шын шынайы ыңғайлы ықтимал ынталы халықаралық
    әділ әдемі әйгілі әлеуметтік әртүрлі әсерлі жаралы кейінгі келесі кейін
    дан дүние астана отан заман надан бостан ортан адам қоғам тағам бағдарлама
    балама мәлім ілім білім өлім бөлім үкім сенім өнім егін келін қарын қатын
    жарқын қорғаныс кедей бірдей қалай мұндай жұмсақ терең өкім ғылым жылым
    жылғы биылғы былтырғы ертеңгі кешкі таңғы түнгі
    """.split()  # noqa: SIM905
)


# What a word of the core vocabulary counts for beside words learned from text.
_CORE_FORMS = 4.0
_COMPARATIVE_SHARE = 0.01
_ADJECTIVAL = ("ты", "ті", "ды", "ді", "лы", "лі")
_PATRONYMIC = ("ұлы", "қызы")
_SHORT_NAME = 5
_CASES = frozenset(("GEN", "DAT", "ACC", "LOC", "ABL", "INS"))


@cache
def _read_model() -> SuffixModel:
    folder = files("discourse.tokens")
    stems = {}
    for line in (folder / "kk_stems.csv").read_text("utf-8").splitlines()[1:]:
        stem, n_forms = line.split(",")
        stems[stem] = float(n_forms)
    chains = {}
    for line in (folder / "kk_chains.csv").read_text("utf-8").splitlines()[1:]:
        chain, n_forms = line.split(",")
        chains[tuple(chain.split("+")) if chain else ()] = float(n_forms)
    for stem in (folder / "kk_core.txt").read_text("utf-8").split():
        stems[stem] = stems.get(stem, 0.0) + _CORE_FORMS
    chains[("CMP",)] = _COMPARATIVE_SHARE
    return SuffixModel(stems=stems, chains=chains)


@lru_cache(maxsize=262144)
def _lemmatize(form: str) -> str:
    return _cut(form)[0]


def _cut(form: str) -> tuple[str, tuple[str, ...]]:
    if form in _WHOLE:
        return form, ()
    if "-" in form:
        return _cut_hyphenated(form)
    if form.endswith(_ADJECTIVAL) and _has_abstract(form):
        return form, ()
    cuts = list_cuts(form)
    if len(cuts) == 1:
        return form, ()
    for stem, chain in cuts:
        if stem in _WHOLE or (stem.endswith(_PATRONYMIC) and len(stem) > _SHORT_NAME):
            return stem, chain
    model = _read_model()
    return max(cuts, key=lambda cut: model.score(*cut))


def _has_abstract(form: str) -> bool:
    """Say whether a noun in -лық is built on a form: then it is an adjective.

    *тұрақты* is one because of *тұрақтылық*, though it looks like the accusative of
    *тұрақ*.
    """
    stems = _read_model().stems
    return form + "лық" in stems or form + "лік" in stems


def _cut_hyphenated(form: str) -> tuple[str, tuple[str, ...]]:
    head = split_hyphen_suffix(form)
    if head is not None:
        return head, ()
    first, _, last = form.rpartition("-")
    if not first or not last:
        return form, ()
    stem, chain = _cut(last)
    if first.endswith("п") and len(first) > 1 and last.startswith(first[:-1]):
        # тап-таза, "quite clean": the first syllable again for emphasis.
        return stem, chain
    return f"{first}-{stem}", chain


def find_case(form: str) -> str:
    """Find the case of a Kazakh noun.

    Parameters
    ----------
    form : str
        A folded word form.

    Returns
    -------
    str
        Tag of the case suffix (:mod:`discourse.tokens.kk_suffixes`): ``GEN``, ``DAT``,
        ``LOC``, ``ABL`` and so on, with ``3`` behind the possessive of the third
        person; empty in the nominative.
    """
    tags = [tag for tag in _cut(form)[1] if tag.rstrip("3") in _CASES]
    return tags[0] if tags else ""


def lemmatize_kazakh(words: Sequence[str]) -> list[str]:
    """Find the dictionary form of each Kazakh word form.

    Parameters
    ----------
    words : sequence of str
        Word forms in any case. Each distinct form is analysed once per process.

    Returns
    -------
    list of str
        Lemmas in lower case, one per word.

    Notes
    -----
    Among the cuts that harmony and assimilation allow, the one with the largest
    product of two shares is taken: how many forms its stem is attested in, and how
    common its chain of suffixes is (:mod:`discourse.tokens.kk_learning`). A form
    without a suffix, and one the rules cannot cut, is its own lemma. Finite verbs
    and participles are not reduced to their roots.

    Checked against: Universal Dependencies Kazakh-KTB, nouns, adjectives and proper
    names (``tests/quality/test_mention_floors.py``).

    Examples
    --------
    >>> lemmatize_kazakh(["облыстарында", "халқының", "кітабы"])
    ['облыс', 'халық', 'кітап']
    """
    return [_lemmatize(word.lower()) for word in words]


# The chains place names occur in. Names are singular and rarely possessed, except
# for type words (облысы), which come as names with their possessive inside.
_NAME_CHAINS = (
    (),
    ("GEN",),
    ("ACC",),
    ("DAT",),
    ("LOC",),
    ("ABL",),
    ("INS",),
    ("LOC", "KI"),
    ("EQU",),
    ("GENKI",),
    ("P1P",),
    ("P1P", "GEN"),
    ("P1P", "DAT"),
    ("P1P", "LOC"),
    ("P1P", "LOC", "KI"),
)
_POSSESSED_CHAINS = (
    (),
    ("GEN",),
    ("ACC3",),
    ("DAT3",),
    ("LOC3",),
    ("ABL3",),
    ("INS",),
    ("LOC3", "KI"),
    ("EQU",),
    ("GENKI",),
)


def list_case_forms(name: str, *, is_possessed: bool = False) -> list[str]:
    """List the forms of a name in every case.

    Parameters
    ----------
    name : str
        Base form in lower case.
    is_possessed : bool
        The name ends in the third-person possessive (*облысы*, *Бөкейордасы*), so
        that its cases are *-нда, -на, -нан* instead of *-да, -ға, -дан*.

    Returns
    -------
    list of str
        Distinct forms, the base form first.

    Examples
    --------
    >>> list_case_forms("семей")[:5]
    ['семей', 'семейдің', 'семейді', 'семейге', 'семейде']
    """
    forms: dict[str, None] = {}
    for chain in _POSSESSED_CHAINS if is_possessed else _NAME_CHAINS:
        grown = [name]
        for tag in chain:
            grown = [longer for base in grown for longer in join_suffix(base, tag)]
        forms.update(dict.fromkeys(grown))
    return list(forms)
