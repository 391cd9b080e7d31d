"""What comes with the package: every term says why it is there, and means what it says."""

import re

import pandas as pd
import pytest

from discourse import find_counted_hits, find_hits, list_builtin_lexicons, read_lexicon

LEXICONS = {name: read_lexicon(f"builtin:{name}") for name in list_builtin_lexicons()}
CODES = (
    "access_services",
    "core_periphery",
    "inclusion_policy",
    "inequality_income",
    "invented_tradition",
    "marginalization",
    "migration",
    "thick_identity",
    "thin_identity",
    "unity_in_diversity",
)
FURTHER = (
    "belonging",
    "debt",
    "digital_access",
    "gender",
    "glocalization",
    "institutional_trust",
    "solidarity",
)
FEWEST_TERMS = {"code": 25, "further": 10}


def test_codes_of_the_codebook_and_those_of_the_theory_are_there():
    assert tuple(sorted((*CODES, *FURTHER))) == list_builtin_lexicons()


@pytest.mark.parametrize("name", LEXICONS)
def test_category_says_what_it_means(name):
    lexicon = LEXICONS[name]
    assert [category.name for category in lexicon.categories] == [name]
    assert len(lexicon.definition) > 80
    assert [language for language, _ in lexicon.title] == ["ru", "kk", "en"]
    assert len(lexicon.include) >= 2
    assert len(lexicon.exclude) >= 2
    assert lexicon.problems == ()


@pytest.mark.parametrize("name", LEXICONS)
def test_works_are_named_with_author_and_year(name):
    sources = LEXICONS[name].sources
    assert sources
    for source in sources:
        assert source.author
        assert source.work
        assert 1800 < source.year <= 2025


@pytest.mark.parametrize("name", LEXICONS)
def test_every_term_has_a_reason_and_a_source(name):
    patterns = [pattern for _, pattern in LEXICONS[name].list_patterns()]
    assert [p.text for p in patterns if not p.reason or not p.source] == []


@pytest.mark.parametrize("code", CODES)
def test_names_of_offices_and_laws_are_no_theme_of_any_code(code):
    contexts = {
        language: [
            pattern.unless
            for _, pattern in LEXICONS[code].list_patterns()
            if pattern.language == language
        ]
        for language in ("ru", "kk", "en")
    }
    for language, head in (("ru", "закон"), ("kk", "туралы"), ("en", "law")):
        assert all(head in " ".join(unless) for unless in contexts[language])


@pytest.mark.parametrize("name", LEXICONS)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_language_has_terms(name, language):
    patterns = [pattern for _, pattern in LEXICONS[name].list_patterns()]
    assert (
        sum(p.language == language for p in patterns)
        >= FEWEST_TERMS["code" if name in CODES else "further"]
    )


@pytest.mark.parametrize("name", LEXICONS)
def test_terms_are_written_in_the_letters_of_their_language(name):
    latin, cyrillic = re.compile("[a-z]"), re.compile("[а-яәіңғүұқөһ]")
    for _, pattern in LEXICONS[name].list_patterns():
        for phrase in pattern.alternatives:
            for slot in phrase:
                for atom in slot.atoms:
                    mixed = latin.search(atom.text) and cyrillic.search(atom.text)
                    assert not mixed, f"{name}: {pattern.text!r} mixes alphabets"


# Sentences made up for this test; none is from a hand-coded set.
MEANT = (
    ("ru", "Толерантность скрепляет наш многонациональный край.", CODES[9]),
    ("kk", "Этносаралық келісім – басты байлығымыз.", CODES[9]),
    ("en", "Accord of faiths rests on interfaith talks.", CODES[9]),
    ("ru", "Социально уязвимые слои получат уголь.", "marginalization"),
    ("kk", "Халықтың осал топтары көмек күтеді.", "marginalization"),
    ("en", "Vulnerable families are left behind.", "marginalization"),
    ("ru", "Моногорода станут точками роста.", "core_periphery"),
    ("kk", "Шалғай ауылдарға жол керек.", "core_periphery"),
    ("en", "Remote villages depend on the agglomeration.", "core_periphery"),
    ("ru", "Народные традиции живут в родном краю.", "thick_identity"),
    ("kk", "Ата-баба салт-дәстүрі сақталды.", "thick_identity"),
    ("en", "The customs and traditions of our ancestors.", "thick_identity"),
    ("ru", "Инвестиционный климат области улучшился.", "thin_identity"),
    ("kk", "Елдің бәсекеге қабілеттілігі артты.", "thin_identity"),
    ("en", "The country climbed in the rankings.", "thin_identity"),
    ("ru", "Отметили День Независимости.", "invented_tradition"),
    ("kk", "Тәуелсіздік күні тойланды.", "invented_tradition"),
    ("en", "They celebrated Independence Day.", "invented_tradition"),
    ("ru", "Доходы населения ниже прожиточного минимума.", "inequality_income"),
    ("kk", "Кедейлік деңгейі төмендеді.", "inequality_income"),
    ("en", "Poverty fell in the south.", "inequality_income"),
    ("ru", "Построена школа на сто мест.", "access_services"),
    ("kk", "Жаңа мектеп салынды.", "access_services"),
    ("en", "They built a school and a clinic.", "access_services"),
    ("ru", "Работает Дорожная карта занятости.", "inclusion_policy"),
    ("kk", "Атаулы әлеуметтік көмек тағайындалды.", "inclusion_policy"),
    ("en", "Inclusive education opens schools to all.", "inclusion_policy"),
    ("ru", "Отток молодежи усилился.", "migration"),
    ("kk", "Көші-қон айырымы оң болды.", "migration"),
    ("en", "Migrants move to the capital.", "migration"),
    # A Kazakh stem ends otherwise before a possessive: -қ as -ғ, -к as -г, -п as -б.
    ("kk", "Табыс теңсіздігі азайды.", "inequality_income"),
    ("kk", "Өңірлер арасындағы даму алшақтығы қысқарды.", "core_periphery"),
    ("kk", "Жаңа ауыл мектебі салынды.", "access_services"),
    ("ru", "На постоянное жительство прибыло семь тысяч человек.", "migration"),
    ("kk", "Тұрақты тұруға келгендер саны өсті.", "migration"),
    # Expressions that an independent reading found missing.
    ("ru", "Построят дорожную сеть.", "access_services"),
    ("kk", "Жол желісі кеңейді.", "access_services"),
    ("en", "The road network grew.", "access_services"),
    ("ru", "Приобретение жилья стало легче.", "access_services"),
    ("kk", "Пәтер сатып алу жеңілдеді.", "access_services"),
    ("en", "Young families bought housing.", "access_services"),
    ("ru", "Транзитные перевозки выросли.", "thin_identity"),
    ("kk", "Жүк транзиті өсті.", "thin_identity"),
    ("en", "Freight transit grew.", "thin_identity"),
    ("ru", "Страна поднялась на пять пунктов.", "thin_identity"),
    ("kk", "Қазақстан екі сатыға көтерілді.", "thin_identity"),
    ("en", "The country climbed three places.", "thin_identity"),
    ("ru", "Народы живут в мире и дружбе.", CODES[9]),
    ("kk", "Барлық этнос өкілдері тату өмір сүреді.", CODES[9]),
    ("en", "Many ethnic groups live in harmony.", CODES[9]),
    ("ru", "Район связан с областным центром дорогой.", "core_periphery"),
    ("kk", "Ауылдар облыс орталығымен байланыстырылды.", "core_periphery"),
    ("en", "Villages are connected with the capital.", "core_periphery"),
    ("ru", "Арендное жильё для молодых семей.", "inclusion_policy"),
    ("kk", "Жас отбасыларға баспана берілді.", "inclusion_policy"),
    ("en", "Rental housing for young professionals.", "inclusion_policy"),
    ("ru", "Дети из неблагополучных семей.", "marginalization"),
    ("kk", "Қолайсыз отбасы балалары.", "marginalization"),
    ("ru", "Отток молодёжи из аулов.", "migration"),
)
FALSE_FRIENDS = (
    ("en", "According to the ministry, the United Nations met.", CODES[9]),
    ("en", "More than 100 thousand people came.", CODES[9]),
    ("kk", "Біріккен Ұлттар Ұйымының құқықтары.", CODES[9]),
    ("en", "Transfers are excluded from the total.", "marginalization"),
    ("ru", "Неимущественные права граждан.", "marginalization"),
    ("kk", "Астана қаласы, Маңғыстау облысы.", "core_periphery"),
    ("en", "The Chinese company Citic builds roads.", "core_periphery"),
    ("en", "Tax and customs administration improved.", "thick_identity"),
    ("kk", "«Атамекен» палатасының өкілдері.", "thick_identity"),
    ("ru", "Экспонат музея и рейтинговый сотрудник.", "thin_identity"),
    ("kk", "Музейдің раритет экспонаты.", "thin_identity"),
    ("ru", "Наурызбай Тагануулы назначен.", "invented_tradition"),
    ("ru", "Архитектурный памятник из списка.", "invented_tradition"),
    ("kk", "Көрме табысты өтті.", "inequality_income"),
    ("kk", "Павлодар қаласы, Ленин көшесі, 2.", "migration"),
    ("kk", "Құжаттың көшірмесі.", "migration"),
    ("ru", "Регистрация иммигрантов по визам и паспортам.", "migration"),
    ("ru", "Вид на постоянное жительство прибывшему выдан по заявлению.", "migration"),
    ("ru", "Доля женщин, перенесших грипп.", "inclusion_policy"),
    ("en", "A green bridge was built to Europe.", "access_services"),
    ("ru", "Справка об инвалидности и ее копия.", "inclusion_policy"),
    ("kk", "Мұғалім болып жұмысқа орналасты.", "inclusion_policy"),
    ("kk", "Азаматтық борышын адал атқарды.", "debt"),
    ("ru", "Принадлежность имущества акимату.", "belonging"),
    # Contexts in which an independent reading found terms wrong.
    ("kk", "Білім беру, жұмыспен қамту мәселелері қаралды.", "access_services"),
    ("ru", "Реформа ВТО обсуждалась в Женеве.", "thin_identity"),
    ("kk", "ДСҰ реформасы Женевада талқыланды.", "thin_identity"),
    ("en", "The reform of the WTO was discussed in Geneva.", "thin_identity"),
    ("ru", "В зале были национально-культурные центры.", CODES[9]),
    ("kk", "Залда ұлттық-мәдени орталықтар болды.", CODES[9]),
    ("en", "National cultural centers came.", CODES[9]),
    ("en", "Troops left the border areas of both states.", "core_periphery"),
    ("ru", "Войска ушли с приграничной территории двух стран.", "core_periphery"),
    ("kk", "Әскер екі елдің шекара маңы аймағынан кетті.", "core_periphery"),
    ("en", "The gap between the rich and the poor grows.", "core_periphery"),
    ("ru", "После обретения независимости прошло время.", "invented_tradition"),
    ("kk", "Тәуелсіздік алғаннан бері көп уақыт өтті.", "invented_tradition"),
    ("en", "Since gaining independence much has changed.", "invented_tradition"),
    ("en", "No one will be left behind.", "marginalization"),
    ("ru", "Репатриация женщин из зоны боевых действий.", "migration"),
    ("kk", "Соғыс аймағынан әйелдерді репатриациялау.", "migration"),
    ("en", "The repatriation of women from the war zone.", "migration"),
    ("en", "An inclusive society is our goal.", "inclusion_policy"),
    ("ru", "Сети электроснабжения индустриальной зоны.", "access_services"),
    ("ru", "Заседал Совет по поддержке социально уязвимых слоев.", "marginalization"),
    ("kk", "Осал топтарды қолдау жөніндегі комиссия отырысы.", "marginalization"),
    ("en", "The Council on support of vulnerable groups met.", "marginalization"),
    ("ru", "Закон «О внесении изменений по вопросам миграции».", "migration"),
    ("kk", "Келушілерге хабарлама, деп хаб…", "thin_identity"),
    ("kk", "Шет ауданының әкімі келді.", "core_periphery"),
    ("kk", "Жоба өңірге серпін береді, жобада жүз адам бар.", "inclusion_policy"),
    ("kk", "«Туған өлке» және «Нива» газеттерінде жарияланды.", "thick_identity"),
    ("ru", "Опубликовано в газете «Родной край».", "thick_identity"),
)

# The same word, as a theme and in the name of an office, a law, a contest, an honor.
NAMES = (
    ("ru", "Миграция населения растет.", "Комитет по миграции населения.", "migration"),
    ("kk", "Көші-қон өсті.", "Көші-қон комитетінің отырысы.", "migration"),
    ("en", "Migration grew.", "The Committee on Migration met.", "migration"),
    ("ru", "Бедность снизилась.", "Закон РК «О бедности».", "inequality_income"),
    ("kk", "Кедейлік азайды.", "Кедейлік туралы заң.", "inequality_income"),
    ("en", "Poverty fell.", "The Law on Poverty.", "inequality_income"),
    ("ru", "Патриотизм крепнет.", "Конкурс «Патриот».", "thick_identity"),
    ("kk", "Патриотизм өсті.", "«Патриот» байқауы.", "thick_identity"),
    ("en", "Patriotism grows.", "The Patriot contest.", "thick_identity"),
    ("ru", "Межнациональный мир.", "Орден за межнациональный мир.", CODES[9]),
    ("kk", "Этносаралық келісім.", "«Этносаралық келісім» медалі.", CODES[9]),
    ("en", "Interethnic accord.", "The medal for interethnic accord.", CODES[9]),
)
MEANT += tuple((language, text, code) for language, text, _, code in NAMES)
FALSE_FRIENDS += tuple((language, text, code) for language, _, text, code in NAMES)


@pytest.fixture(scope="module")
def found():
    sentences = [*MEANT, *FALSE_FRIENDS]
    passages = pd.DataFrame(
        {
            "passage_id": [text for _, text, _ in sentences],
            "language": [language for language, _, _ in sentences],
            "text": [text for _, text, _ in sentences],
        }
    )
    hits = find_hits(passages, lexicon=list(LEXICONS.values()))
    hits = find_counted_hits(hits)
    return set(zip(hits["passage_id"], hits["category"], strict=True))


@pytest.mark.parametrize(("language", "text", "category"), MEANT)
def test_plain_sentence_is_found(found, language, text, category):
    assert (text, category) in found, language


@pytest.mark.parametrize(("language", "text", "category"), FALSE_FRIENDS)
def test_false_friend_is_not_found(found, language, text, category):
    assert (text, category) not in found, language
