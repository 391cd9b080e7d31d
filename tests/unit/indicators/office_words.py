"""How statistics offices write: names of regions, units, periods, notes, marks."""

RU = {
    "KZ": ("Республика Казахстан", "Казахстан", "Всего по республике"),
    "KZ-10": ("Абай", "область Абай", "Абайская область"),
    "KZ-11": ("Акмолинская", "Акмолинская область", "Акмолинская обл."),
    "KZ-15": ("Актюбинская", "Актюбинская область", "Актюбинская обл."),
    "KZ-19": ("Алматинская", "Алматинская область", "Алматинская обл."),
    "KZ-23": ("Атырауская", "Атырауская область", "Атырауская обл."),
    "KZ-27": ("Западно-Казахстанская", "Западно-Казахстанская область"),
    "KZ-31": ("Жамбылская", "Жамбылская область"),
    "KZ-33": ("Жетісу", "область Жетісу", "Жетысу"),
    "KZ-35": ("Карагандинская", "Карагандинская область"),
    "KZ-39": ("Костанайская", "Костанайская область"),
    "KZ-43": ("Кызылординская", "Кызылординская область"),
    "KZ-47": ("Мангистауская", "Мангистауская область"),
    "KZ-55": ("Павлодарская", "Павлодарская область"),
    "KZ-59": ("Северо-Казахстанская", "Северо-Казахстанская область"),
    "KZ-61": ("Туркестанская", "Туркестанская область"),
    "KZ-62": ("Ұлытау", "область Ұлытау", "Улытау"),
    "KZ-63": ("Восточно-Казахстанская", "Восточно-Казахстанская область"),
    "KZ-71": ("г. Астана", "г.Астана", "город Астана"),
    "KZ-75": ("г. Алматы", "г.Алматы", "город Алматы"),
    "KZ-79": ("г. Шымкент", "г.Шымкент", "город Шымкент"),
    "KZ-YUZ": ("Южно-Казахстанская", "Южно-Казахстанская область"),
}
KK = {
    "KZ": ("Қазақстан Республикасы", "Барлығы"),
    "KZ-10": ("Абай облысы", "Абай"),
    "KZ-11": ("Ақмола облысы", "Ақмола"),
    "KZ-15": ("Ақтөбе облысы", "Ақтөбе"),
    "KZ-19": ("Алматы облысы",),
    "KZ-23": ("Атырау облысы", "Атырау"),
    "KZ-27": ("Батыс Қазақстан облысы", "Батыс Қазақстан"),
    "KZ-31": ("Жамбыл облысы", "Жамбыл"),
    "KZ-33": ("Жетісу облысы", "Жетісу"),
    "KZ-35": ("Қарағанды облысы", "Қарағанды"),
    "KZ-39": ("Қостанай облысы", "Қостанай"),
    "KZ-43": ("Қызылорда облысы", "Қызылорда"),
    "KZ-47": ("Маңғыстау облысы", "Маңғыстау"),
    "KZ-55": ("Павлодар облысы", "Павлодар"),
    "KZ-59": ("Солтүстік Қазақстан облысы", "Солтүстік Қазақстан"),
    "KZ-61": ("Түркістан облысы", "Түркістан"),
    "KZ-62": ("Ұлытау облысы", "Ұлытау"),
    "KZ-63": ("Шығыс Қазақстан облысы", "Шығыс Қазақстан"),
    "KZ-71": ("Астана қаласы", "Астана қ."),
    "KZ-75": ("Алматы қаласы", "Алматы қ."),
    "KZ-79": ("Шымкент қаласы", "Шымкент қ."),
    "KZ-YUZ": ("Оңтүстік Қазақстан облысы", "Оңтүстік Қазақстан"),
}
EN = {
    "KZ": ("Republic of Kazakhstan", "Kazakhstan", "Total"),
    "KZ-10": ("Abay", "Abai Region"),
    "KZ-11": ("Akmola", "Akmola region"),
    "KZ-15": ("Aktobe", "Aktobe Region"),
    "KZ-19": ("Almaty region",),
    "KZ-23": ("Atyrau", "\u0410tyrau"),
    "KZ-27": ("Batys Kazakhstan", "West Kazakhstan"),
    "KZ-31": ("Zhambyl", "Zhambyl region"),
    "KZ-33": ("Zhetisu", "Zhetisu "),
    "KZ-35": ("Karagandy", "\u041aaragandy"),
    "KZ-39": ("Kostanay", "Kostanay Region"),
    "KZ-43": ("Kyzylorda", "Kyzylorda region"),
    "KZ-47": ("Mangystau", "Mangystau region"),
    "KZ-55": ("Pavlodar", "Pavlodar "),
    "KZ-59": ("Soltustik Kazakhstan", "North Kazakhstan"),
    "KZ-61": ("Turkistan", "Turkistan region"),
    "KZ-62": ("Ulytau", "Ulytau region"),
    "KZ-63": ("Shygys Kazakhstan", "East Kazakhstan"),
    "KZ-71": ("Astana city", "Astana"),
    "KZ-75": ("Almaty city", "Almaty city "),
    "KZ-79": ("Shymkent city", "Shymkent"),
    "KZ-YUZ": ("Ontustik Kazakhstan", "South Kazakhstan"),
}
LABELS = {"ru": RU, "kk": KK, "en": EN}
OLD = [r for r in RU if r not in ("KZ", "KZ-10", "KZ-33", "KZ-62", "KZ-61", "KZ-79")]
MIDDLE = [r for r in RU if r not in ("KZ", "KZ-10", "KZ-33", "KZ-62", "KZ-YUZ")]
NEW = [r for r in RU if r not in ("KZ", "KZ-YUZ")]
UNITS = {
    "ru": {
        "mln KZT": ("млн. тенге", "миллионов тенге", "в млн тенге"),
        "persons": ("человек", "чел."),
        "thousand persons": ("тыс. человек", "тысяч человек"),
        "%": ("в процентах", "%", "процентов"),
        "KZT": ("тенге",),
        "units": ("единиц",),
    },
    "kk": {
        "mln KZT": ("млн. теңге", "млн теңге"),
        "persons": ("адам",),
        "thousand persons": ("мың адам",),
        "%": ("пайыз", "пайызбен"),
        "KZT": ("теңге",),
        "units": ("бірлік",),
    },
    "en": {
        "mln KZT": ("mln. tenge", "million tenge", "mln.tenge"),
        "persons": ("persons", "people"),
        "thousand persons": ("thousand persons", "thous. persons"),
        "%": ("percent", "%"),
        "KZT": ("tenge",),
        "units": ("units",),
    },
}
TITLES = {
    "ru": ("Основные показатели по регионам", "Показатель по областям"),
    "kk": ("Аймақтар бойынша негізгі көрсеткіштер", "Өңірлер бойынша көрсеткіш"),
    "en": ("Main indicators by region", "The indicator by regions"),
}
SECOND_TITLES = {
    "ru": "Число выдуманных школ",
    "kk": "Ойдан шығарылған мектептер саны",
    "en": "Number of invented schools",
}
NOTES = {
    "ru": ("1) Предварительные данные.", "Источник: Бюро статистики", "* оценка"),
    "kk": ("1) Алдын ала деректер", "Ескерту: жуықталған", "Дереккөз: Бюро"),
    "en": ("1) preliminary data ", "Source: the bureau", "Note: made up"),
}
CORNERS = {
    "ru": ("Регион", "Область", "", "Наименование"),
    "kk": ("Аймақ", "Өңірлер", "", "Облыс"),
    "en": ("Region", "", "Regions"),
}
PARTS = {
    "men": {"ru": "мужчины", "kk": "ерлер", "en": "men"},
    "women": {"ru": "женщины", "kk": "әйелдер", "en": "women"},
    "urban": {"ru": "городское население", "kk": "қала халқы", "en": "urban"},
    "rural": {"ru": "сельское население", "kk": "ауыл халқы", "en": "rural"},
    "": {"ru": "всего", "kk": "барлығы", "en": "total"},
}
INCLUDING = {"ru": "в том числе", "kk": "соның ішінде", "en": "including"}
CUMULATIVE = {
    "ru": ("I квартал", "I полугодие", "9 месяцев", "год"),
    "kk": ("1 тоқсан", "1 жартыжылдық", "9 ай", "жыл"),
    "en": ("1 quarter", "1 half-year", "9 months", "year"),
}
QUARTERS = {
    "ru": ("I квартал", "II квартал", "III квартал", "IV квартал"),
    "kk": ("1 тоқсан", "2 тоқсан", "3 тоқсан", "4 тоқсан"),
    "en": ("1 quarter", "2 quarter", "3 quarter", "4 quarter"),
}
NINE = {
    "ru": "за январь-сентябрь",
    "kk": "қаңтар-қыркүйек айларында",
    "en": "for January-September",
}
MARKS = (("-", "absent"), ("...", "not_available"), ("x", "confidential"))
KINDS = (
    "years",
    "cumulative",
    "quarters",
    "flat",
    "breakdown",
    "breakdown above",
    "three levels",
    "long",
    "long with sex",
    "long with quarter",
    "blocks",
    "year blocks",
    "part rows",
    "region headings",
    "one year",
    "nine months in the title",
    "sheet is the year",
)
SIMPLE = ("years", "cumulative", "breakdown", "quarters", "flat")
