"""Looking up any text gives a status that fits what comes with it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import find_places, read_names, read_registry, transliterate_kazakh

REGISTRY = read_registry()
FORMS = sorted(read_names().dropna(subset="region_id")["form"].unique())
DAYS = st.dates().map(str)


@settings(max_examples=60)
@given(name=st.one_of(st.text(max_size=30), st.sampled_from(FORMS)), day=DAYS)
def test_a_status_fits_its_places(name, day):
    match = find_places(REGISTRY, name, date=day)
    assert (match.status == "matched") == (match.place is not None)
    assert (match.status == "ambiguous") == (len(match.candidates) > 1)
    assert match.status != "unmatched" or match.note


@settings(max_examples=60)
@given(
    form=st.sampled_from(FORMS),
    day=DAYS,
    change=st.sampled_from([str.upper, str.lower, " {} ".format, "{}\u00a0".format]),
)
def test_case_and_spaces_change_nothing(form, day, change):
    assert find_places(REGISTRY, change(form), date=day) == find_places(
        REGISTRY, form, date=day
    )


@settings(max_examples=60)
@given(st.text())
def test_transliteration_goes_letter_by_letter(text):
    half = len(text) // 2
    parts = transliterate_kazakh(text[:half]), transliterate_kazakh(text[half:])
    assert transliterate_kazakh(text).casefold() == "".join(parts).casefold()
