"""The page of the codebook, from the built-in lexicons."""

import discourse


def render_codebook() -> str:
    """Render what each built-in lexicon means and how many terms it has."""
    lines = [
        "# Codebook",
        "",
        "Generated from the built-in lexicons by `docs/build_reference.py`; do not edit.",
        "A passage has a code when one of its terms is there and not negated. The terms",
        "themselves, each with its reason, are in `src/discourse/data/lexicons`. A source",
        "'codebook' is a rule that the hand-coded passages of `tests/quality` follow.",
        "",
        "| code | ru | kk | en |",
        "|---|---|---|---|",
    ]
    lexicons = [
        discourse.read_lexicon(f"builtin:{name}")
        for name in discourse.list_builtin_lexicons()
    ]
    for lexicon in lexicons:
        languages = [pattern.language for _, pattern in lexicon.list_patterns()]
        counts = " | ".join(str(languages.count(one)) for one in ("ru", "kk", "en"))
        lines.append(f"| [{lexicon.name}](#{lexicon.name}) | {counts} |")
    for lexicon in lexicons:
        lines += ["", f"## {lexicon.name}", ""]
        lines += [", ".join(title for _, title in lexicon.title) + ".", ""]
        lines += [lexicon.definition.replace("\n", " "), "", "Include:", ""]
        lines += [f"- {rule}" for rule in lexicon.include]
        lines += ["", "Exclude:", ""]
        lines += [f"- {rule}" for rule in lexicon.exclude]
        lines += ["", "Groups of terms (their number), and where they come from:", ""]
        lines += _list_groups(lexicon)
        lines += ["", "Works:", ""]
        for source in lexicon.sources:
            note = f": {source.note}" if source.note else ""
            lines.append(f"- {source.author} ({source.year}). {source.work}{note}")
    return "\n".join(lines) + "\n"


def _list_groups(lexicon: discourse.Lexicon) -> list[str]:
    counts: dict[tuple[str, str], int] = {}
    for _, pattern in lexicon.list_patterns():
        key = (pattern.reason, pattern.source)
        counts[key] = counts.get(key, 0) + 1
    return [
        f"- {reason} ({count}): {source}" for (reason, source), count in counts.items()
    ]
