"""What does a word beside a place name say about the name?

The words of Russian, Kazakh and English that tell a region from a city, an authority
from a company, a street from a town. They are words of the languages, not of a
country: names of places stand in the gazetteer.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from atlas import transliterate_to_cyrillic
from discourse.mentions.gazetteer import normalize_word

_KAZAKH_CASE = "(?:ның|нің|ны|ні|ға|ге|да|де|дан|ден|мен|дағы|дегі)?"
_KAZAKH_POSSESSED = "(?:н|ның|нің|на|не|нда|нде|ндағы|ндегі|нан|нен|мен)?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("region-adjective", r"областн\w*|облыстық|обл(?:исполком|совет|суд)\w*|обком\w*"),
    (
        "region",
        r"област(?:ь|и|ью)|обл|облыс(?!тар|тық)\w*|обласы\w*|oblast|region|province",
    ),
    ("land", r"өңір(?!лік)\w*|аймағы\w*"),
    ("regions", r"област(?:ей|ях|ям|ями)|облыстар\w*|oblasts|regions|provinces"),
    ("city-adjective", r"городск\w*|қалалық"),
    (
        "city",
        (
            rf"город(?:а|у|ом|е)?|г|гор|қала{_KAZAKH_CASE}|[қк]аласы{_KAZAKH_POSSESSED}|қ"
            r"|шаһар\w*|мегаполис\w*|city|town"
        ),
    ),
    ("cities", r"город(?:ов|ам|ами|ах)|гг|қалалар\w*|cities|towns"),
    (
        "district-adjective",
        (
            r"районн\w*|рай(?:по|ком|исполком|управлен|администрац|собес|суд|отдел|фо"
            r"|военкомат|центр)\w*|районо|р[оу]вд|аудандық"
        ),
    ),
    ("district", r"район(?:а|у|ом|е)?|р-н\w?|р-не|аудан\w*|district|raion"),
    ("districts", r"район(?:ы|ов|ам|ами|ах)|аудандар\w*|districts"),
    (
        "village",
        (
            r"с|а|сел(?:о|а|у|ом|е|ах)|аул\w?|ауыл\w*|п|пос|пос[её]л\w*|кент(?!ау)\w*"
            r"|village|villages|settlement|станиц\w*|хутор\w*|аульн\w*|сельск\w*"
            r"|разъезд\w*|с/о"
        ),
    ),
    (
        "street",
        (
            r"улиц\w*|ул|проспект\w*|пр|пр-т\w*|пр-кт|просп|площад\w*|пл|микрорайон\w*"
            r"|мкр|мкрн|мкр-н|переул\w*|бульвар\w*|көше\w*|даңғыл\w*|шағын|street|avenue"
            r"|microdistrict|имени|им|атындағы|атын|атында|named"
        ),
    ),
    (
        "nature",
        (
            r"озер\w*|рек(?:а|и|е|у|ой)|водохранилищ\w*|полуостров\w*|возвышенност\w*"
            r"|долин\w*|степ(?:ь|и|ью)|пустын\w*|залив\w*|нагорь\w*|канал(?!сыз)\w*|хреб\w*|гор(?:ы|а|е|ах)"
            r"|көл\w*|өзен\w*|арнасы(?:н\w*|мен)?|қойма\w*|тау(?:ы|лары)\w*|теңіз\w*|lake|river|reservoir"
            r"|canal|mountain|mountains|sea|мор[еяю]|месторожден\w*"
        ),
    ),
    (
        "history",
        (
            r"фронт\w*|асср|assr|генерал-губернатор\w*|рейхскомиссариат\w*|легион\w*|кра[йяеюм]+"
            r"|военн\w*|округ\w*|ханств\w*|федерал\w*"
        ),
    ),
    (
        "government",
        (
            r"аким(?!ов)\w*|маслихат\w*|суд(?:а|е|у|ом|ы|ов|ами|ах|ья|ьи)?|прокур\w*"
            r"|департамент\w*|управлени\w*|инспекци\w*|комиссариат\w*|дчс|двд|дкнб|дп|увд"
            r"|гувд|цон(?:а|е|у|ом|ы|ов)?|мри|облисполком\w*|исполком\w*|обком\w*|горком\w*"
            r"|отдел(?!ени|ьн|к|оч)\w*|аппарат\w*|филиал\w*|администраци\w*|комитет\w*"
            r"|комисси[яиюей]\w{0,2}|орган(?:ы|а|у|ов|ам|ами|ах|ом|е)?|полици\w*"
            r"|губернатор\w*|мэр\w*|әкім(?!шілік(?:-|$))\w*|мәслихат\w*|сот(?:ы\w*)?"
            r"|басқарма\w*|бөлім\w*|агентті[кг]\w*|орган(?:дар|ы)\w*|комиссия\w*|хқк?о"
            r"|прокуратура\w*|инспекция\w*|полиция\w*|akim(?!ov)\w*|maslikhat\w*|court\w*"
            r"|prosecutor\w*|department\w*|governor\w*|mayor\w*|police|administrations?"
            r"|authorit(?:y|ies)|committees?|commissions?|inspectorates?|directorates?"
        ),
    ),
    (
        "organisation",
        (
            r"университет\w*|институт\w*|техникум\w*|училищ\w*|академи\w*|колледж\w*|лице[йяюеи]\w*|школ\w*"
            r"|гимнази\w*|мечет\w*|медресе\w*|больниц\w*|госпитал\w*|клини\w*|поликлини\w*"
            r"|газет\w*|отделени\w*|совхоз\w*|колхоз\w*|трест\w*|предприяти\w*|фирма\w*|журнал\w*|клуб\w*|компани\w*|банк\w*|завод\w*|\w*комбинат\w*"
            r"|фабрик\w*|театр\w*|муз[её]\w*|филармони\w*|оркестр\w*|телеканал\w*|радио"
            r"|стадион\w*|арен\w*|команд\w*|форум\w*|деклараци\w*|процесс\w*|саммит\w*"
            r"|договор\w*|соглашени\w*|медал\w*|орден\w*|епархи\w*|конгресс\w*"
            r"|фестивал\w*|марафон\w*|куб(?:ок|ка|ке)|консерватори\w*|библиотек\w*"
            r"|издательств\w*|федераци\w*|собор\w*|церк(?:о?в\w*)|храм\w*|монастыр\w*"
            r"|крепост\w*|электросет\w*|рэс|рэк|холдинг\w*|корпораци\w*|парк\w*|ао|тоо|оао|нк"
            r"|зао|жшс|аэа|ндп|хдп|спк|сэз|нпз|тэц|грэс|гтрк|фк|хк|бк|мектеп\w*|мешіт\w*|аурухана\w*"
            r"|емхана\w*|газеті\w*|компания\w*|зауыт\w*|фабрика\w*|мұражай\w*|театры\w*"
            r"|кәсіпор\w*|бірлестік\w*|академия\w*|телеарна\w*|теледидар\w*|командасы\w*|форумы\w*|орталығы\w*|келісім\w*"
            r"|ақшамы|university|institute|academy|college|school\w*|mosque|hospital"
            r"|newspaper|journal|club|company|bank|plant|refinery|factory|theat(?:er|re)"
            r"|museum|stadium|arena|team|forum|declaration|process|summit|treaty|accords?"
            r"|agreement|act|programme|program|medal|festival|marathon|cup|consensus"
            r"|conference|congress|dialogue|resolution|конференци\w*|конференциясы\w*"
            r"|party|movement|platform|format|charter|communiqu[eé]|protocol|initiative|expo|экспо"
            r"|cent(?:er|re)|branch|jsc|llp|air|эйр|airlines|hub|park"
        ),
    ),
    (
        "people",
        (
            r"тұрғын\w*|өнерпаз\w*|оқушы\w*|студент\w*|дәрігер\w*|зейнеткер\w*|жастар\w*"
            r"|жас|шаруа\w*|кәсіпкер\w*|бүлдіршін\w*|азамат\w*|спортшы\w*|ғалым\w*"
            r"|\w+шы(?:лар\w*)?|\w+ші(?:лер\w*)?|\w+герлер?\w*|\w+керлер?\w*"
        ),
    ),
)
# Type words of Kazakh in Latin letters that have no letter of its own.
_KAZAKH_IN_LATIN = re.compile(r"(?:oblys|qala|audan|auyl|atyn)[a-z]*")
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)


_AUTHORITY = re.compile(
    dict(_PATTERNS)["government"]
    + r"|рай(?:ком|исполком|управлен|администрац|суд|отдел|военкомат)\w*|р[оу]вд"
    + r"|обл(?:исполком|совет|суд)\w*|обком\w*|глав(?:а|ы|е|у|ой)"
    # Run together by a conversion: аудандыққаржыбөлімі, облысыныңәкімдігі.
    + r"|\w{6,}(?:басқармас|департамент|бөлімі|әкім(?!шілік))\w*"
)


RUSSIAN_ADJECTIVE = re.compile(
    r"[\w-]+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ые|ие|ых|их|ыми"
    r"|ими|[шжчщн]ей)"
)
_NUMBERED = re.compile(r"(?<=\w{3})-\d+(?:-\w{1,4})?$")


@lru_cache(maxsize=65536)
def classify_cue(word: str) -> str:
    """Say what kind of cue a word is.

    Parameters
    ----------
    word : str
        Word in lower case, hyphens kept.

    Returns
    -------
    str
        Name of the kind, or empty text for a word that says nothing.
    """
    # ГРЭС-1, ТЭЦ-2, №5: a number does not change what the word says.
    plain = _NUMBERED.sub("", word)
    for name, pattern in _COMPILED:
        if pattern.fullmatch(plain):
            return name
    return ""


@lru_cache(maxsize=65536)
def normalize_cue(word: str) -> str:
    """Write a word beside a name in lower case, one script, and without damage.

    Parameters
    ----------
    word : str
        Word as it stands in a text.

    Returns
    -------
    str
        The word; without a hyphen where only then it is a known cue (*ау-даны*, left
        over from the end of a line).
    """
    normal = normalize_word(word)
    if _KAZAKH_IN_LATIN.fullmatch(normal):
        normal = transliterate_to_cyrillic(normal)
    if "-" in normal and not classify_cue(normal):
        joined = normal.replace("-", "")
        if classify_cue(joined):
            return joined
    return normal


@lru_cache(maxsize=65536)
def is_authority(word: str) -> bool:
    """Say whether a word names an authority or its office."""
    return _AUTHORITY.fullmatch(word) is not None


class Word(NamedTuple):
    """A word beside a name, with the text between it and the name's side."""

    text: str
    start: int
    end: int
    gap: str

    @property
    def lower(self) -> str:
        """The word in lower case and in one script."""
        return normalize_cue(self.text)

    @property
    def cue(self) -> str:
        """What kind of cue the word is."""
        return classify_cue(normalize_cue(self.text))


_CONTEXT_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
WINDOW = 110


def list_words_right(
    text: str, end: int, limit: int, *, window: int = WINDOW
) -> list[Word]:
    """List the words after a position, nearest first; gap is the text before each."""
    words = []
    previous = end
    for found in _CONTEXT_WORD.finditer(text, end, end + window):
        start, stop = found.span()
        words.append(Word(found.group(), start, stop, text[previous:start]))
        previous = stop
        if len(words) == limit:
            break
    return words


def list_words_left(
    text: str, start: int, limit: int, *, window: int = WINDOW
) -> list[Word]:
    """List the words before a position, nearest first; gap is the text after each."""
    spans = [
        found.span()
        for found in _CONTEXT_WORD.finditer(text, max(0, start - window), start)
    ]
    words = []
    following = start
    for begin, stop in reversed(spans[-limit:]):
        words.append(Word(text[begin:stop], begin, stop, text[stop:following]))
        following = begin
    return words
