"""From `study.toml` to a `Study`, or to every problem the file has, at once.

What the sections may hold is written in `aimaq.config.sections`; here it is read, and
names, paths and references are checked against each other.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from aimaq.config.sections import Study
from aimaq.layout import StudyFolder
from atlas import read_registry
from discourse import list_builtin_lexicons
from ledger import ConfigError, InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from aimaq.config.sections import IndicatorSection

_TOPIC_KEYS = ("n_topics",)


def read_study(path: Path) -> Study:
    """Read a study file.

    Parameters
    ----------
    path : pathlib.Path
        `study.toml`, or the folder that holds it.

    Returns
    -------
    Study
        The study, complete with its defaults.

    Raises
    ------
    ConfigError
        With one problem for each thing that is wrong in the file.
    """
    file = path / "study.toml" if path.is_dir() else path
    raw = _read_toml(file)
    try:
        study = Study.model_validate(_as_strict(raw))
    except ValidationError as error:
        problems = [_explain_error(detail) for detail in error.errors()]
        raise ConfigError(problems=problems) from error
    problems = [
        *_find_path_problems(study, file.parent),
        *_find_lexicon_problems(study),
        *_find_region_problems(study, StudyFolder(file.parent)),
        *_find_id_problems(study),
        *_find_reference_problems(study),
    ]
    if problems:
        raise ConfigError(problems=problems)
    return study


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(
            problems=[
                _problem(
                    "no-study-file",
                    str(file),
                    "there is no such file",
                    "A study folder with a study.toml",
                    "Make one with: aimaq new FOLDER",
                )
            ]
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            problems=[
                _problem(
                    "wrong-encoding",
                    file.name,
                    f"byte {error.start} is not UTF-8",
                    "A text file in UTF-8",
                    "Save it as UTF-8 in your editor",
                )
            ]
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            problems=[
                _problem(
                    "not-toml",
                    file.name,
                    str(error),
                    "A file in TOML (quotes around text, brackets around lists)",
                    "Correct that place",
                )
            ]
        ) from error


def _as_strict(value: Any) -> Any:
    """Turn TOML lists into tuples, one number of topics into a list of one."""
    if isinstance(value, dict):
        return {
            key: (
                _as_strict([item])
                if key in _TOPIC_KEYS and isinstance(item, int)
                else _as_strict(item)
            )
            for key, item in value.items()
        }
    if isinstance(value, list):
        return tuple(_as_strict(item) for item in value)
    return value


def _explain_error(detail: ErrorDetails) -> Problem:
    location = detail["loc"]
    where = f"study.toml, {_name_place(location)}"
    if detail["type"] == "extra_forbidden":
        known = _list_known_keys(location[:-1])
        near = get_close_matches(str(location[-1]), known, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else "Remove the key"
        return _problem(
            "unknown-key", where, "unknown key", f"One of {', '.join(known)}", hint
        )
    if detail["type"] == "missing":
        return _problem(
            "missing-key", where, "the key is missing", "A value", "Add the key"
        )
    found = detail.get("input")
    shown = "a table" if isinstance(found, dict) else repr(found)
    context = {k: v for k, v in (detail.get("ctx") or {}).items() if k == "expected"}
    return _problem(
        "wrong-value",
        where,
        f"found {shown}",
        str(context.get("expected") or detail["msg"]),
        "Correct the value",
    )


def _name_place(location: Sequence[int | str]) -> str:
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else str(part)
    return text


def _list_known_keys(location: Sequence[int | str]) -> list[str]:
    model: type[BaseModel] = Study
    for part in location:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        model = next(_find_models(annotation), model)
    return sorted(model.model_fields)


def _find_models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _find_models(argument)


def _find_path_problems(study: Study, folder: Path) -> Iterator[Problem]:
    paths: list[tuple[str, str | None]] = [
        ("study.expectations", study.study.expectations),
        ("scores.coded", study.scores.coded),
    ]
    if study.documents is not None:
        paths += [
            ("documents.path", study.documents.path),
            ("documents.metadata", study.documents.metadata),
        ]
    paths += [
        ("statistics.rates", study.statistics.rates),
        ("statistics.shares", study.statistics.shares),
    ]
    paths += [(f"indicators.{i.id}.path", i.path) for i in study.indicators]
    paths += [
        (f"codes.{code.id}.lexicon", code.lexicon)
        for code in study.codes
        if not code.lexicon.startswith("builtin:")
    ]
    for key, text in paths:
        if text is not None and not (folder / text).exists():
            yield _problem(
                "missing-file",
                f"study.toml, {key}",
                f"{text!r} does not exist",
                "A path relative to study.toml",
                "Correct the path or put the file there",
            )
    first, last = study.study.years
    if first > last:
        yield _problem(
            "wrong-value",
            "study.toml, study.years",
            f"found [{first}, {last}]",
            "The first year, then the last",
            "Swap the years",
        )


def _find_lexicon_problems(study: Study) -> Iterator[Problem]:
    builtin = [f"builtin:{name}" for name in list_builtin_lexicons()]
    for code in study.codes:
        if code.lexicon.startswith("builtin:") and code.lexicon not in builtin:
            near = get_close_matches(code.lexicon, builtin, n=1)
            yield _problem(
                "unknown-lexicon",
                f"study.toml, codes.{code.id}.lexicon",
                f"{code.lexicon!r} is not built in",
                f"A file, or one of {', '.join(builtin)}",
                f"Did you mean {near[0]!r}?" if near else "Correct the name",
            )


def _find_region_problems(study: Study, folder: StudyFolder) -> Iterator[Problem]:
    try:
        registry = read_registry(folder.locate_registry(study.regions.registry))
        registry.list_boundaries(study.regions.boundaries)
    except InputError as error:
        yield from error.problems or [
            _problem("wrong-regions", "study.toml, regions", str(error), "", "")
        ]


def _find_id_problems(study: Study) -> Iterator[Problem]:
    lists: dict[str, list[str]] = {
        "codes": [code.id for code in study.codes],
        "comparisons": [comparison.id for comparison in study.comparisons],
        "indicators and index": [
            *(indicator.id for indicator in study.indicators),
            *(index.id for index in study.index),
        ],
        "hypotheses": [hypothesis.id for hypothesis in study.hypotheses],
    }
    for section, ids in lists.items():
        for identifier, count in Counter(ids).items():
            if count > 1:
                yield _problem(
                    "duplicate-id",
                    f"study.toml, {section}",
                    f"id {identifier!r} stands {count} times",
                    "Each id once",
                    "Rename one of them",
                )
    for indicator in study.indicators:
        yield from _find_source_problems(indicator)
    if study.documents is None and (study.codes or study.topics):
        yield _problem(
            "no-documents",
            "study.toml, codes and topics",
            "no [documents]",
            "Documents, or a study of statistics alone",
            "Add [documents] with a path, or remove codes and topics",
        )


def _find_source_problems(indicator: IndicatorSection) -> Iterator[Problem]:
    ratio = (indicator.numerator, indicator.denominator)
    real = (
        *(indicator.nominal, indicator.prices),
        *(indicator.price_basis, indicator.base_year),
    )
    found = [
        name
        for name, keys in (
            ("path", (indicator.path,)),
            ("numerator and denominator", ratio),
            ("nominal, prices, price_basis and base_year", real),
        )
        if any(key is not None for key in keys)
    ]
    is_whole = len(found) == 1 and (
        indicator.path is not None
        or all(key is not None for key in ratio)
        or all(key is not None for key in real)
    )
    if not is_whole:
        yield _problem(
            "wrong-source",
            f"study.toml, indicators.{indicator.id}",
            f"keys of {' and of '.join(found)}" if found else "no source",
            "path; or numerator and denominator; or nominal, prices, price_basis and "
            "base_year",
            "Give all keys of one of the three",
        )


def _find_reference_problems(study: Study) -> Iterator[Problem]:
    read = [i.id for i in study.indicators if i.path is not None]
    amounts = [i.id for i in study.indicators if not i.is_real]
    known = [i.id for i in study.indicators]
    variables = [*known, *(index.id for index in study.index)]
    measures = list(study.measure_ids)
    references: list[tuple[str, str | None, list[str]]] = []
    for indicator in study.indicators:
        place = f"indicators.{indicator.id}"
        references += [
            (f"{place}.numerator", indicator.numerator, read),
            (f"{place}.denominator", indicator.denominator, read),
            (f"{place}.weight", indicator.weight, read),
            (f"{place}.split_by", indicator.split_by, read),
            (f"{place}.nominal", indicator.nominal, amounts),
            (f"{place}.prices", indicator.prices, read),
        ]
    references += [("breaks.indicator", one.indicator, read) for one in study.breaks]
    for index in study.index:
        references += [
            (f"index.{index.id}.components", component, known)
            for component in index.components
        ]
        references.append((f"index.{index.id}.base_weight", index.base_weight, known))
    for hypothesis in study.hypotheses:
        place = f"hypotheses.{hypothesis.id}"
        references += [
            (f"{place}.outcome", hypothesis.outcome, measures + variables),
            (f"{place}.exposure", hypothesis.exposure, variables + measures),
        ]
        references += [
            (f"{place}.controls", control, variables + measures)
            for control in hypothesis.controls
        ]
    for where, name, allowed in references:
        if name is not None and name not in allowed:
            near = get_close_matches(name, allowed, n=1)
            yield _problem(
                "unknown-name",
                f"study.toml, {where}",
                f"{name!r} is not declared in this study",
                f"One of {', '.join(allowed) or 'none declared yet'}",
                f"Did you mean {near[0]!r}?" if near else "Declare it or correct it",
            )


def _problem(code: str, where: str, found: str, expected: str, action: str) -> Problem:
    return Problem(
        code=code,
        severity="error",
        where=where,
        found=found,
        expected=expected,
        action=action,
    )
