"""Write the names of Kazakhstan that follow from others, or check that they do.

`names_latin.csv`: the Kazakh names of `names.csv` in the Latin alphabet of April 2021.
`names_english.csv`: how English texts write the districts that they know from Russian
(*Terektinsky district*) and from Kazakh (*Taiynsha district*).
`settlements.csv`: urban-type settlements and the centres of districts that are no
towns, from the classifier KATO (`../shared/data/indicators/codes/kato.csv`; without
that file this table is left as it is).
"""

import re
import sys
from pathlib import Path

import pandas as pd

from atlas import transliterate_kazakh
from atlas.names import NAMES
from atlas.transliteration import has_loanword_letters
from ledger import build_table

DATA = Path(__file__).parents[1] / "src" / "atlas" / "data" / "kazakhstan"
KATO = (
    Path(__file__).parents[2] / "shared" / "data" / "indicators" / "codes" / "kato.csv"
)

# Letters of a lossy font that the classifier has for Қ and ұ.
STRAY = str.maketrans("ЌќЎў", "ҚқҰұ")
# What a district belonged to before its region was created.
BEFORE = {
    "KZ-10": ("KZ-63", "2022-06-08"),
    "KZ-33": ("KZ-19", "2022-06-08"),
    "KZ-62": ("KZ-35", "2022-06-08"),
    "KZ-61": ("KZ-YUZ", "2018-06-19"),
    "KZ-79": ("KZ-YUZ", "2018-06-19"),
}
URBAN = re.compile(r"^(?:п|пос|кент)\.\s*(?!а\.)")
VILLAGE = re.compile(r"^(?:(?:с|а|ст|им)\.\s*)+")
TYPE_KK = re.compile(r"\s+(?:атын\.)?(?:а|к|қ|ст)\.?$")
ENGLISH = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        "a a b v g g d e e zh z i y k k l m n n o o p r s t u u u f kh h ts ch sh shch "
        "- y i - e yu ya".replace("-", "_").split(),
        strict=True,
    )
)


def build_latin(names: pd.DataFrame) -> pd.DataFrame:
    """Write Kazakh nouns in Latin letters.

    A form without marks may be an English word or name, so that it needs what the
    English form of the place needs, or a type word where there is none.
    """
    kazakh = names[
        (names["language"] == "kk")
        & (names["pos"] == "noun")
        & (names["kind"] != "person")
        & names["region_id"].notna()
        & ~names["form"].map(has_loanword_letters)
    ]
    english = {
        (place, form): evidence
        for place, form, evidence in names.loc[
            names["language"] == "en", ["place_id", "form", "evidence"]
        ].itertuples(index=False)
    }
    rows = []
    for row in kazakh.to_dict("records"):
        form = transliterate_kazakh(str(row["form"]))
        evidence = row["evidence"]
        if form.isascii():
            evidence = english.get((row["place_id"], form), "cue")
        rows.append({**row, "form": form, "evidence": evidence, "language": "kk-Latn"})
    return _number(rows)


def build_english(names: pd.DataFrame) -> pd.DataFrame:
    """Write Russian adjectives and Kazakh nouns of districts in English letters."""
    known = set(
        names.loc[names["language"] == "en", ["place_id", "form"]].itertuples(
            index=False, name=None
        )
    )
    districts = names[(names["kind"] == "district") & (names["evidence"] == "cue")]
    is_adjective = (districts["language"] == "ru") & (districts["pos"] == "adjective")
    is_kazakh = (districts["language"] == "kk") & (districts["pos"] == "noun")
    rows = []
    for row in districts[is_adjective | is_kazakh].to_dict("records"):
        form = str(row["form"])
        if row["language"] == "ru":
            written = {_write_english(form.removesuffix("ий") + "ы")}
        else:
            # Kazakh й is written both ways.
            written = {_write_english(form), _write_english(form.replace("й", "и"))}
        rows += [
            {**row, "form": english, "language": "en", "pos": "noun"}
            for english in sorted(written)
            if (row["place_id"], english) not in known
        ]
    return _number(rows, first=1001)


def build_settlements(kato: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """List urban-type settlements and centres of districts, town centres left out."""
    centres = {
        f"{code[:4]}30100"
        for code, level in zip(kato["kato"], kato["level"], strict=True)
        if level == "district"
    }
    towns = set(names.loc[names["kind"].str.startswith("city"), "form"])
    rows: list[dict[str, object]] = []
    for code, russian, kazakh, level in kato[
        ["kato", "name_ru", "name_kk", "level"]
    ].itertuples(index=False):
        is_urban = URBAN.match(russian) is not None
        if level != "settlement" or not (is_urban or code in centres):
            continue
        ru = VILLAGE.sub("", URBAN.sub("", russian)).strip(' "')
        kk = TYPE_KK.sub("", kazakh).strip(' "')
        if ru in towns and not is_urban and kk in towns and _is_town(names, ru, code):
            continue
        note = "urban-type settlement" if is_urban else "centre of a district"
        for language, form in (
            ("en", _write_english(kk)),
            ("kk", kk),
            ("kk-Latn", transliterate_kazakh(kk)),
            ("ru", ru),
        ):
            if language == "kk-Latn" and has_loanword_letters(kk):
                continue
            rows += _date(code, language, form, note)
    return _number(rows)


def _is_town(names: pd.DataFrame, form: str, code: str) -> bool:
    own = names[(names["form"] == form) & names["kind"].str.startswith("city")]
    return f"KZ-{code[:2]}" in set(own["region_id"])


def _date(code: str, language: str, form: str, note: str) -> list[dict[str, object]]:
    region = f"KZ-{code[:2]}"
    spans = [(region, None, None)]
    if region in BEFORE:
        earlier, day = BEFORE[region]
        spans = [(earlier, None, day), (region, day, None)]
    return [
        {
            "place_id": f"settlement-{code}",
            "region_id": of,
            "kind": "settlement",
            "language": language,
            "form": form,
            "pos": "noun",
            "evidence": "cue",
            "valid_from": start,
            "valid_to": end,
            "note": note,
        }
        for of, start, end in spans
    ]


def _write_english(kazakh: str) -> str:
    written = "".join(
        ENGLISH.get(letter, letter).replace("_", "") for letter in kazakh.lower()
    )
    return re.sub(r"(^|[\s.-])(\w)", lambda m: m[1] + m[2].upper(), written)


def _number(rows: list[dict[str, object]], *, first: int = 1) -> pd.DataFrame:
    frame = pd.DataFrame(rows).sort_values(
        ["place_id", "language", "form", "valid_from"], na_position="first"
    )
    keys = ["place_id", "region_id", "language", "form", "valid_from", "kind"]
    frame = frame.drop_duplicates(keys)
    number = frame.groupby(["place_id", "language"]).cumcount() + first
    frame["name_id"] = [
        f"{place}:{language}:{n}"
        for place, language, n in zip(
            frame["place_id"], frame["language"], number, strict=True
        )
    ]
    return build_table(frame, NAMES)


def main() -> int:
    """Write the files, or with --check say which are not current."""
    names = build_table(
        pd.read_csv(DATA / "names.csv", dtype="str", keep_default_na=False).replace(
            "", None
        ),
        NAMES,
    )
    tables = {
        "names_latin.csv": build_latin(names),
        "names_english.csv": build_english(names),
    }
    if KATO.is_file():
        kato = pd.read_csv(KATO, dtype="str")
        stray = kato["name_ru"] + kato["name_kk"]
        sys.stdout.write(f"{stray.str.contains('[ЌќЎў]').sum()} rows repaired\n")
        for column in ("name_ru", "name_kk"):
            kato[column] = kato[column].str.translate(STRAY)
        tables["settlements.csv"] = build_settlements(kato, names)
    stale = []
    for file, table in tables.items():
        path, text = DATA / file, table.to_csv(index=False, lineterminator="\n")
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        if "--check" in sys.argv:
            stale.append(file)
        else:
            path.write_text(text, "utf-8")
            sys.stdout.write(f"{file}: {len(table)} rows\n")
    if stale:
        sys.stderr.write(f"Not current: {', '.join(stale)}. Run {__file__}\n")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
