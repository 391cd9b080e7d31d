"""Which noun governs a name: authority, organisation, water, or none."""

import pandas as pd
import pytest

from discourse import find_mentions


def _list_senses(text: str, date: str = "2019-07-01") -> list[tuple[str, str]]:
    passages = pd.DataFrame(
        {"passage_id": ["d#1"], "document_id": ["d"], "date": [date], "text": [text]}
    )
    found = find_mentions(passages).sort_values("start")
    return list(zip(found["surface"], found["sense"], strict=True))


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        (
            "«Атырау облысының балық шаруашылығы басқармасы» мекемесі",
            "Атырау облысының",
        ),
        ("Келес ауданының құрылыс, жол және көлік бөлімі хабарлады", "Келес"),
        ("Ақтөбе облысының тілдерді дамыту басқармасы", "Ақтөбе облысының"),
        ("Жамбыл облысы бойынша әділет департаменті", "Жамбыл облысы"),
        ("Қостанай облысының жергілікті атқарушы органдары", "Қостанай облысының"),
        ("Атырау қаласының мемлекеттік органдарымен келісілді", "Атырау"),
        ("Салық комитетінің Жамбыл облысы бойынша инспекторы", "Жамбыл облысы"),
        ("Қызылорда облысыныңәкімі сөз сөйледі", "Қызылорда облысының"),
        ("Атырау облысы жастар саясаты жөніндегі басқармасы", "Атырау облысы"),
        (
            "Атырау облысы бойынша жемқорлыққа қарсы күрес қызметі департаменті",
            "Атырау облысы",
        ),
        ("Жамбыл облысы кеден басқармасы", "Жамбыл облысы"),
        ("«Атырау облысы халыққа қызмет көрсету орталығы»", "Атырау облысы"),
        ("«Центр обслуживания населения по Атырауской области»", "Атырауской области"),
        ("Ақмола облыстық әділет басқармасында бастады", "Ақмола"),
        ("специалист филиала РГП “ЦОН” по Актюбинской области", "Актюбинской области"),
        (
            "председатель Налогового комитета по Атырауской области",
            "Атырауской области",
        ),
        ("Ревизионная комиссия по Мангистауской области", "Мангистауской области"),
        ("МРИ № 2 по г. Тараз", "Тараз"),
        (
            "управление строительства, транспорта и дорог Акмолинской области",
            "Акмолинской области",
        ),
        ("отдел по борьбе с коррупцией Атырауской области", "Атырауской области"),
        ("местные исполнительные органы Шуского района", "Шуского"),
        ("Уральский городской суд вынес решение", "Уральский"),
        ("the department of justice of the aktobe region said", "aktobe region"),
        ("the aktau city court ruled", "aktau"),
        ("the west kazakhstan region 's police department", "west kazakhstan region"),
    ],
)
def test_the_head_of_the_phrase_makes_it_an_authority(text: str, surface: str) -> None:
    assert (surface, "government") in _list_senses(text)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Бөлім басшысы. Атырау облысы Құрманғазы ауданында туған", "Атырау облысы"),
        ("Облыс әкімінің Тараз қаласына сапары", "Тараз"),
        ("Орал қаласында қалалық мәслихат сессиясы өтті", "Орал"),
        ("Түркияның Ақтау қаласындағы бас консулы", "Ақтау"),
        ("Ақсу қаласының әкімшілік бағынысындағы ауылдар", "Ақсу"),
        ("Атырау облысының ауа райы", "Атырау облысының"),
        (
            "заместитель акима района. Родился в Атырауской области",
            "Атырауской области",
        ),
        ("Аким города побывал в Кокшетау", "Кокшетау"),
        ("прокурор посетил сёла Атырауской области", "Атырауской области"),
        ("сотрудник акимата города, г. Тараз", "Тараз"),
        ("секретарь комитета совхоза «Заря» Шуского района", "Шуского"),
        ("Отдельные сёла Атырауской области", "Атырауской области"),
        ("аким принял жителей Атырауской области", "Атырауской области"),
        ("«Ақтау-2-Атырау» пойызы", "Ақтау"),
        ("Павлодарлық «Шам» газетінің тілшісі", "Павлодарлық"),
        ("the akim visited schools of the aktobe region", "aktobe region"),
        ("the akims discussed roads in the aktobe region", "aktobe region"),
    ],
)
def test_an_official_in_another_phrase_does_not_govern(text: str, surface: str) -> None:
    assert (surface, "place") in _list_senses(text)


def test_a_roll_of_officials_goes_on() -> None:
    text = (
        "akims of the aktobe region askar serikov , atyrau region - daniyar omarov , "
        "shymkent - marat aliyev reported"
    )
    assert [sense for _, sense in _list_senses(text)] == ["government"] * 3
    text = "akimats of almaty - 2.2 billion tenge , almaty region - 1 billion tenge"
    assert [sense for _, sense in _list_senses(text)] == ["government"] * 2
    text = "akims of the atyrau , aktobe regions and the city of nur-sultan"
    assert [sense for _, sense in _list_senses(text)] == ["government"] * 3
    text = "Акиматы областей, городов Астаны и Алматы"
    assert [sense for _, sense in _list_senses(text)] == ["government"] * 2
    assert _list_senses("аким Атырауской области и в Уральске")[1] == (
        "Уральске",
        "place",
    )


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Шуская центральная районная больница", "Шуская"),
        ("Атырау облыстық драма театры", "Атырау"),
        ("Атырау облыстық Абай атындағы көркем өнер мұражайы", "Атырау"),
        ("Атырау облыстық драма театры\nАбай атындағы көше", "Атырау"),
        ("директор ТОО «Нур-Аягоз»", "Аягоз"),
        ("«Ақтау-Шығыс қақпасы» АЭА қатысушылары", "Ақтау"),
        ("«Астанаға 20 жыл» медалі", "Астанаға"),
        ("медалью «20 лет Астане»", "Астане"),
        ("«Атырау облысы жастар мәслихаты» бірлестігі", "Атырау облысы"),
        ("Молодежный маслихат Атырауской области", "Атырауской области"),
        ("&quot;Нұр Атырау&quot; мешіті", "Атырау"),
        ("Алматылық мемлекеттік қыздар институты", "Алматылық"),
        ("the airline fly arystan flies", "arystan"),
        ("Балқаш теледидары хабарлады", "Балқаш"),
        ("Атырауское отделение партии", "Атырауское"),
        ("the shymkent branch of the party", "shymkent"),
        ("atyrau-invest jsc", "atyrau"),
    ],
)
def test_the_kind_of_body_makes_it_an_organisation(text: str, surface: str) -> None:
    assert (surface, "organisation") in _list_senses(text)


def test_a_canal_bears_the_names_of_its_course() -> None:
    for text in (
        "канал Иртыш-Караганда-Жезказган",
        "Ертіс – Қарағанды – Жезқазған каналы",
        "Ертіс-Қарағанды-Жезқазған арнасы",
    ):
        assert all(sense == "person_or_other" for _, sense in _list_senses(text))
    # A road names the places it joins.
    assert _list_senses("автодорога Караганда – Жезказган") == [
        ("Караганда", "place"),
        ("Жезказган", "place"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Исламская партия Туркестана запрещена",
        "в «Исламское движение Туркестана» вступил",
        "«Түркістанның ислам партиясы»",
        "the islamic party of turkestan",
    ],
)
def test_a_party_of_a_historical_land_names_no_town(text: str) -> None:
    assert _list_senses(text) == []
