"""Short texts of the law pages as documents: a heading, then names with their values or lists of lines."""

from collections.abc import Iterable
from html import escape


def lines_html(heading: str, lines: Iterable[tuple[str, str]]) -> str:
    """A heading and a table of names and values."""
    rows = "".join(
        f"<tr><td class='muted' width='14%'>{escape(name)}</td><td width='86%'>{escape(value)}</td></tr>"
        for name, value in lines
    )
    return f"<p class='strong'>{escape(heading)}</p><table cellspacing='0' width='100%'>{rows}</table>"


def sections_html(heading: str, source: str, sections: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """A heading, where it was read, and headed lists."""
    parts = [f"<h2>{escape(heading)}</h2><p class='muted'>{escape(source)}</p>"]
    for title, lines in sections:
        parts.append(f"<h3>{escape(title)}</h3>")
        parts += [f"<p>{escape(line[:1].upper() + line[1:])}</p>" for line in lines]
    return "".join(parts)
