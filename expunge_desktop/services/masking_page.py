"""The table of recipients as docs/releases.md shows it: one line for each export, kind by kind."""

from expunge_desktop.services.masking import Export, kinds, masking_of, verified_on


def table_of_recipients() -> str:
    """Markdown of what each kind of recipient may be given, from resources/release/masking.yaml."""
    parts: list[str] = [f"Last compared with its sources on {verified_on()}.", ""]
    for info in kinds():
        parts += [
            f"### {info.kind.value.capitalize()}",
            "",
            f"{info.means} *{info.citation}; confidence {info.confidence}.*",
            "",
            "| export | what goes out |",
            "|---|---|",
        ]
        parts += [f"| {export.value} | {masking_of(info.kind, export).in_words} |" for export in Export]
        parts.append("")
    return "\n".join(parts[:-1])
