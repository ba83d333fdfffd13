"""What a refusal advises, in the words of the window: an option of the command line is a choice in it."""

import re

_DOUBTFUL = "“Rows in doubt…” under Audit and custody, Retention,"
_WORDS = (
    (r" If the office has a contract that allows it, say so with --place-accepted\.", ""),
    (r"`retention WORKSPACE sealed --doubtful`", _DOUBTFUL),
    (r"`audit WORKSPACE --checkpoint FILE` writes a checkpoint\.", "Write one under Audit and custody."),
    (r"Reprint it: `packet [^`]*`, into a new folder\.", "Save it again, into a new folder."),
    (r" \(--(?:person|rows)\)", ""),
    (r"Give --finding ID\.", "Open it in the list."),
    (r"name that backup with --keys", "choose the key file of that backup"),
    (r"Leave --layout out, or use --layout [\w-]+\.", "Choose “Automatic” under Layout."),
    (r"make a mapping and import with --layout and its name", "say in the window what they mean"),
    (r"Sign it with `expunge-desktop policy [^`]*`\.", "Sign it on the page Policies."),
    (r"Run `assess`: it decides", "Assess again: it decides"),
    (r"`fact WORKSPACE list` names them", "The tab “Supplied facts” names them"),
    (r"Name the order in --note\.", "Name the order."),
    (r"say so with --although-stale and a --note\.", "tick that, with a note."),
    (r"Give --keep a number from 1\.", "Keep one or more."),
    (r", or with --county\.", ", or choose it."),
    (r"--county says", "the county chosen is"),
    (r"Leave --county out, or correct", "Choose “Take the county from an office file”, or correct"),
)


def window_words(text: str) -> str:
    """The text, with what only the command line has named as the window names it."""
    for pattern, words in _WORDS:
        text = re.sub(pattern, words, text)
    return text
