"""What the pages for people name is there: commands, options, functions, files."""

import re
from pathlib import Path

import click
import pytest

import atlas
import discourse
import indicators
import ledger
import linkage
from aimaq.cli.entry import aimaq

ROOT = Path(__file__).parents[2]
GENERATED = ("tables.md", "commands.md", "study_file.md", "regions.md", "codebook.md")
PAGES = sorted(
    page
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    if page.name not in GENERATED and "results" not in page.parts
)
PUBLIC = {
    name
    for package in (atlas, discourse, indicators, ledger, linkage)
    for name in package.__all__
}
VERBS = "read|write|check|find|split|match|apply|estimate|compute|convert|build|fit"
FUNCTION = re.compile(rf"(?:{VERBS}|summarize|render)_\w+")
COMMAND = re.compile(r"aimaq ((?:[a-z-]+ ?)+)(.*)")


def name_page(page):
    return str(page.relative_to(ROOT))


def find_spans(page):
    """List what stands in backticks, outside of blocks."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def find_commands(page):
    """List the lines that begin with aimaq, as (words of the command, the rest)."""
    lines = [line.strip() for line in page.read_text("utf-8").splitlines()]
    typed = [line for line in lines if line.startswith("aimaq ")]
    typed += [span for span in find_spans(page) if span.startswith("aimaq ")]
    return [COMMAND.match(line.split("  #")[0]).groups() for line in typed]


def resolve(words):
    """Go down the groups as far as the words name commands."""
    command = aimaq
    for word in words.split():
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        assert found is not None, f"aimaq {words}: there is no {word!r}"
        command = found
    return command


def list_options(command):
    return {name for parameter in command.params for name in parameter.opts}


def list_all_options(command):
    if not isinstance(command, click.Group):
        return list_options(command)
    context = click.Context(command)
    return set().union(
        list_options(command),
        *(
            list_all_options(command.get_command(context, name))
            for name in command.list_commands(context)
        ),
    )


@pytest.mark.parametrize("page", PAGES, ids=name_page)
def test_commands_and_their_options_are_there(page):
    for words, rest in find_commands(page):
        command = resolve(words)
        unknown = set(re.findall(r"(?<!\S)--?[a-z][\w-]*", rest)) - list_options(
            command
        )
        assert not unknown, f"aimaq {words}{rest}"


@pytest.mark.parametrize("page", PAGES, ids=name_page)
def test_options_that_are_named_alone_belong_to_some_command(page):
    known = list_all_options(aimaq)
    for span in find_spans(page):
        if not span.startswith("aimaq "):
            named = set(re.findall(r"(?<!\S)--[a-z][\w-]*", span))
            assert named <= known, span


@pytest.mark.parametrize("page", PAGES, ids=name_page)
def test_functions_are_public(page):
    named = {span for span in find_spans(page) if FUNCTION.fullmatch(span)}
    keys = (ROOT / "docs" / "study_file.md").read_text("utf-8")
    assert [name for name in named - PUBLIC if f"`{name}`" not in keys] == []


@pytest.mark.parametrize("page", PAGES, ids=name_page)
def test_links_lead_to_files(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    files = [link for link in links if "://" not in link]
    assert [link for link in files if not (page.parent / link).exists()] == []


def test_the_page_on_measures_has_the_words_of_the_code():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    words = {
        word
        for span in find_spans(ROOT / "docs" / "measures.md")
        for word in re.findall(r"[a-z][\w.-]+", span)
    }
    assert words - set(re.findall(r"[a-z][\w.-]*\w", code)) == set()
