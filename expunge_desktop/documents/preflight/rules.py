"""The rules a finished PDF is held to, with what each asks, for reports and for the certificate (D19).

Title 2 of the Rules of Court is held as errors, titles 3 and 4, which bind civil or pretrial motions and are
followed by custom, as warnings (law/court-paper.md 5.1, law/corrections.md 18–21). What no rule of court asks
for is the program's own promise.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its key, and what it asks of a paper."""

    key: str
    words: str


READABLE = "PDF"
MANIFEST = "manifest"
ACTIVE = "CRC 2.256(b)"
METADATA = "metadata"
BOOKMARKS = "bookmarks"
SHEET = "CRC 2.103"
TYPE_SIZE = "CRC 2.104"
FACE = "CRC 2.105"
INK = "CRC 2.106"
MARGINS = "CRC 2.107"
LINE_NUMBERS = "CRC 2.108"
PAGE_NUMBERS = "CRC 2.109"
FOOTER = "CRC 2.110"
ATTORNEY = "CRC 2.111(1)"
CLERK = "CRC 2.111(2)"
COURT = "CRC 2.111(3)"
CASE_TITLE = "CRC 2.111(4)"
CASE_NUMBER = "CRC 2.111(5)"
NATURE = "CRC 2.111(6)"
NUMBERS = "CRC 1.201"
PUBLIC = "CRC 2.507"
DRAFT = "draft mark"
TEMPLATE = "template"
GLYPHS = "glyphs"
SCHEDULE = "schedule"
VOLUMES = "volumes"
OPENING = "CRC 3.1110(a)"
HEARING = "CRC 3.1110(b)"
EXHIBITS = "CRC 3.1110(f)"
MEMORANDUM = "CRC 3.1113"
TIMING = "CRC 4.111"

RULES = (
    Rule(READABLE, "The file can be read by generally available software and is whole."),
    Rule(MANIFEST, "The file is the one the manifest lists: pages and SHA-256."),
    Rule(ACTIVE, "Text can be searched; faces are embedded; nothing runs, is to be filled in or is hidden."),
    Rule(METADATA, "Title, author, subject, language and page labels are set."),
    Rule(BOOKMARKS, "The file has bookmarks."),
    Rule(SHEET, "Every page is 8½ by 11 inches."),
    Rule(TYPE_SIZE, "Type is not smaller than 12 points."),
    Rule(FACE, "The face is essentially Courier, Times New Roman or Arial."),
    Rule(INK, "Print is black or blue-black."),
    Rule(MARGINS, "The left margin is at least one inch, the right at least half an inch."),
    Rule(LINE_NUMBERS, "Lines are numbered from 1 on each page, evenly, at least three to the inch."),
    Rule(PAGE_NUMBERS, "Pages are numbered consecutively at the bottom, from the first."),
    Rule(FOOTER, "Below the page number, under a rule, stands the title of the paper in at least 10 points."),
    Rule(ATTORNEY, "Line 1, left: attorney, State Bar number, address, telephone, party represented."),
    Rule(CLERK, "Lines 1 to 7, right of the center, are blank for the clerk."),
    Rule(COURT, "The title of the court stands on line 8, at or below 3⅓ inches from the top."),
    Rule(CASE_TITLE, "Below it, left: the title of the case."),
    Rule(CASE_NUMBER, "To the right of and opposite the title: the number of the case."),
    Rule(NATURE, "Below the number of the case: the nature of the paper."),
    Rule(NUMBERS, "No social security number and no driver license number stands anywhere."),
    Rule(PUBLIC, "A public version shows no birth date, identification number or alias."),
    Rule(DRAFT, "Every page is marked as a draft until two people have released it, and none afterwards."),
    Rule(TEMPLATE, "No field of the wording was left unfilled."),
    Rule(GLYPHS, "Every character is printed, none as its code."),
    Rule(SCHEDULE, "Rows, subtotals and end of the schedule agree with the manifest."),
    Rule(VOLUMES, "Volumes keep the court's limits, follow one another and are named on each page."),
    Rule(OPENING, "The opening paragraph states the order sought and the grounds."),
    Rule(HEARING, "The first page tells the hearing, or that none is requested, below the case number."),
    Rule(EXHIBITS, "Exhibits have an index, numbered pages and a bookmark each."),
    Rule(MEMORANDUM, "A memorandum has at most 15 pages, and tables when it has more than 10."),
    Rule(TIMING, "Motion and proof of service are served and filed in time before a known hearing."),
)  # fmt: skip


def in_order(keys: set[str]) -> tuple[str, ...]:
    """Keys in the order of `RULES`."""
    return tuple(rule.key for rule in RULES if rule.key in keys)
