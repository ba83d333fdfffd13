"""Words of an explanation that the page of the law can tell more about, as links to it."""

import re
from html import escape

from expunge_desktop.services.explanation import Explanation

MEANING = "meaning:"
_CODE = re.compile(r"\bHR-[A-Z]+(?:-[A-Z]+)*\b")


def with_meanings(html: str, explanation: Explanation) -> str:
    """The document with every reason code and every criterion of the policy as a link."""
    html = _CODE.sub(lambda found: _link(found.group(), found.group()), html)
    for line in explanation.criteria:
        title = escape(line.title[:1].upper() + line.title[1:])
        html = html.replace(f">{title}</td>", f">{_link(line.report, title)}</td>", 1)
    return html


def _link(word: str, shown: str) -> str:
    return f"<a href='{MEANING}{word}' title='What {word} means'>{shown}</a>"
