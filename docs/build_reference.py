"""Write the pages that are generated from the code, or check that they are current.

`docs/tables.md` comes from the schemas, `docs/commands.md` from the help texts,
`docs/study_file.md` from the configuration, `docs/regions.md` from the registry and
`docs/codebook.md` from the built-in lexicons, so none can say what the program does
not do.
"""

import sys
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import click
from codebook_page import render_codebook
from pydantic import BaseModel
from regions_page import render_regions

import atlas
import discourse
import indicators
import ledger
import linkage
from aimaq.cli.entry import aimaq
from aimaq.config import Study

DOCS = Path(__file__).parent
PACKAGES = (atlas, discourse, indicators, linkage, ledger)


def list_schemas() -> list[ledger.TableSchema]:
    """List every schema that a package makes public, each once."""
    found: dict[str, ledger.TableSchema] = {}
    for package in PACKAGES:
        for name in package.__all__:
            value = getattr(package, name)
            if isinstance(value, ledger.TableSchema):
                found.setdefault(value.name, value)
    return list(found.values())


def render_tables() -> str:
    """Render the data dictionary."""
    lines = [
        "# Tables",
        "",
        "Generated from the schemas by `docs/build_reference.py`; do not edit.",
        "`(?)` marks a column whose values may be missing.",
    ]
    for schema in list_schemas():
        key = ", ".join(f"`{name}`" for name in schema.key) or "none (a list)"
        lines += [
            "",
            f"## {schema.name}",
            "",
            f"One row: {schema.row}. Key: {key}.",
            "",
        ]
        lines += ["| column | kind | unit | meaning |", "|---|---|---|---|"]
        for column in schema.columns:
            mark = " (?)" if column.is_optional else ""
            allowed = f" One of: {', '.join(column.allowed)}." if column.allowed else ""
            lines.append(
                f"| {column.name}{mark} | {column.kind} | {column.unit or ''} "
                f"| {column.meaning}{allowed} |"
            )
        if schema.has_extra:
            lines += ["", "Further columns: one for each variable of the study."]
    return "\n".join(lines) + "\n"


def render_commands() -> str:
    """Render the reference of the command line from its help texts."""
    lines = [
        "# Commands",
        "",
        "Generated from the help texts by `docs/build_reference.py`; do not edit.",
    ]
    for path, command in _walk(aimaq, ("aimaq",)):
        context = click.Context(command, info_name=" ".join(path))
        context.max_content_width = 100
        lines += ["", f"## {' '.join(path)}", ""]
        lines += ["```text", command.get_help(context), "```"]
    return "\n".join(lines) + "\n"


def render_study_file() -> str:
    """Render the keys of `study.toml` from the sections of the configuration."""
    lines = [
        "# study.toml",
        "",
        "Generated from the sections by `docs/build_reference.py`; do not edit.",
        "Paths are relative to the file. An unknown key, a wrong type or a missing",
        "file is a problem; all problems are reported together.",
    ]
    for key, field in Study.model_fields.items():
        section = _find_section(field.annotation)
        is_list = get_origin(field.annotation) is tuple
        lines += ["", f"## {'[[' if is_list else '['}{key}{']]' if is_list else ']'}"]
        lines += _list_keys(section)
        for name, item in section.model_fields.items():
            if isinstance(part := _find_kind(item.annotation), type) and issubclass(
                part, BaseModel
            ):
                lines += ["", f"### [{key}.{name}]", *_list_keys(part)]
    return "\n".join(lines) + "\n"


def _list_keys(section: type[BaseModel]) -> list[str]:
    summary = (section.__doc__ or "").partition(": ")[2]
    lines = ["", summary[:1].upper() + summary[1:], ""]
    lines += ["| key | values | default |", "|---|---|---|"]
    for name, item in section.model_fields.items():
        default = "required" if item.is_required() else _show_default(item.default)
        lines.append(f"| `{name}` | {_show_type(item.annotation)} | {default} |")
    return lines


def _find_kind(annotation: Any) -> Any:
    """Find what an optional value is, if it is there."""
    kinds = [one for one in get_args(annotation) if one is not type(None)]
    return kinds[0] if len(kinds) == 1 else annotation


def _find_section(annotation: Any) -> type[BaseModel]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(
        _find_section(argument)
        for argument in get_args(annotation)
        if argument not in (type(None), ...)
    )


def _show_default(default: Any) -> str:
    if default in (None, "", (), {}):
        return "none"
    return f"`{default}`"


def _show_type(annotation: Any) -> str:
    """Say a type in words that a user of TOML knows."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin is Annotated:
        return _show_type(arguments[0])
    if origin is tuple:
        kinds = [one for one in arguments if one is not ...]
        return f"list of {_show_type(kinds[0])}"
    if origin is dict:
        return f"table of {_show_type(arguments[1])}"
    if arguments:
        return _show_type(next(one for one in arguments if one is not type(None)))
    names = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    is_section = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return names.get(
        annotation, "a table, see below" if is_section else str(annotation)
    )


def _walk(
    command: click.Command, path: tuple[str, ...]
) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path[-1])
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                found += _walk(child, (*path, name))
    return found


def main() -> int:
    """Write the pages, or with --check say which are not current."""
    pages = {
        "tables.md": render_tables(),
        "commands.md": render_commands(),
        "study_file.md": render_study_file(),
        "codebook.md": render_codebook(),
        "regions.md": render_regions(),
    }
    stale = []
    for name, text in pages.items():
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv:
            stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.stderr.write(
            f"Not current: {', '.join(stale)}. Run: python docs/build_reference.py\n"
        )
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
