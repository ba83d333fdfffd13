"""D12, the proof of service with the particulars of CCP 1013a and 1013b (law/documents.md 6.9).

Who is served: the public defender, everybody on the court profile's service list, the prosecuting agencies
that join, and, with an opposition alone, the defendant or counsel of its case. An address or a way of service
that nobody has given is a ruled line; so are date, time and place.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers import exhibit, opposition, public_defender_notice
from expunge_desktop.documents.papers.challenge_paths import Path, case_of, opposed
from expunge_desktop.documents.papers.fields import RULED
from expunge_desktop.documents.papers.joinder import joining_agencies
from expunge_desktop.documents.papers.public_defender_notice import copied_to
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import PLEADING_NEEDS, caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import set_caption
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import RULED as RULED_PLACE
from expunge_desktop.documents.typeset.signatures import declaration_signature
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.documents.typeset.template import render_template

TITLE = "PROOF OF SERVICE"
FOOTER = "PROOF OF SERVICE (CODE CIV. PROC., §§ 1013a, 1013b)"
TEMPLATE = "proof_of_service.txt"
NEEDS = (*PLEADING_NEEDS, "public_defender.name", "service.server_name", "service.server_address")
METHODS = {"mail": "mail", "personal": "personal delivery", "electronic": "electronic service"}
_DEFENDER = "on the public defender only"
_DEFENDERS = "on the public defender and those named in it as receiving a copy, only"
_OPPOSITION = "on the public defender, and on the defendant or counsel in the case named in it, only"
_CONFIDENTIAL = "confidential version, in a sealed cover marked as such, on each person marked below"


@dataclass(frozen=True, slots=True)
class Served:
    """Somebody who is served; `method` empty = nobody has said how.

    may_see_all   may be given the confidential version of Exhibit A; a defendant or counsel may not
    """

    name: str
    address: str
    method: str
    may_see_all: bool = True


def parties_of(filing: Filing) -> tuple[Served, ...]:
    """Who is served, each once: what the court profile says of somebody is taken before anything else."""
    listed = filing.profile.service_list
    parties = [Served(one.name, _address(one.address, one.email, one.method), one.method) for one in listed]
    named = {party.name.strip().casefold() for party in parties}
    defender = filing.office.public_defender
    if defender.name.strip().casefold() not in named:
        parties.insert(0, Served(defender.name, ", ".join(defender.address), ""))
    parties.extend(
        Served(agency, "", "") for agency in joining_agencies(filing) if agency.casefold() not in named
    )
    cases = dict.fromkeys(case_of(one.row) for one in opposed(filing))
    parties.extend(
        Served(f"Defendant or counsel, {case} (opposition only)", "", "", may_see_all=False) for case in cases
    )
    return tuple(parties)


def _address(address: tuple[str, ...], email: str, method: str) -> str:
    return email or ", ".join(address) if method == "electronic" else ", ".join(address) or email


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    paper = PleadingPaper()
    set_caption(paper, caption_of(filing, TITLE))
    parties = parties_of(filing)
    titles = _titles(order)
    has_exhibit = exhibit.TITLE in order.served
    server = filing.office.service.server_name
    fields, flags = _fields(filing), _flags(filing, parties)
    blocks = render_template(TEMPLATE, order.wording(TEMPLATE), fields, flags)
    set_blocks(
        paper,
        blocks,
        {
            "papers": lambda sheet: _add_items(sheet, titles),
            "parties": lambda sheet: sheet.add_table(_table(parties, has_exhibit=has_exhibit)),
            "signature": lambda sheet: sheet.add_signature(declaration_signature(server)),
        },
    )
    yield Part(write_pleading(paper, order.mark(recipe)))


def _titles(order: PaperOrder) -> list[str]:
    """What is served besides this proof; an opposition only where one can be printed."""
    titles = []
    for title in order.served:
        if title == TITLE or (title == opposition.TITLE and not opposed(order.filing)):
            continue
        if title == exhibit.TITLE:
            titles += [f"{title} (public version)", f"{title} ({_CONFIDENTIAL})"]
        elif title == public_defender_notice.TITLE:
            titles.append(f"{title} ({_DEFENDERS if copied_to(order.filing) else _DEFENDER})")
        elif title == opposition.TITLE:
            titles += [f"{one} ({_OPPOSITION})" for one in _of_opposition(order.filing)]
        else:
            titles.append(title)
    return titles or [RULED_PLACE, RULED_PLACE, RULED_PLACE]


def _of_opposition(filing: Filing) -> Iterable[str]:
    """The titles that its papers bear: one for a challenge in time, another for any other opposition."""
    if opposed(filing, Path.TIMELY):
        yield opposition.CHALLENGE_TITLE
    if opposed(filing, Path.SERVING, Path.COMPLETED):
        yield opposition.TITLE


def _add_items(sheet: PleadingPaper, titles: list[str]) -> None:
    for title in titles:
        sheet.add(Block(Kind.ITEM, (Span(title),)))


def _table(parties: tuple[Served, ...], *, has_exhibit: bool) -> Table:
    """Who is served; the box is for those who get the confidential version of Exhibit A."""
    columns = (Column("Name", 171), Column("Address", 189), Column("By", 108))
    rows = tuple(
        (
            f"[ ] {party.name}" if has_exhibit and party.may_see_all else party.name,
            party.address or RULED,
            METHODS.get(party.method, "______________"),
        )
        for party in parties
    )
    return Table(columns, rows)


def _fields(filing: Filing) -> dict[str, str]:
    service = filing.office.service
    return fields_of(filing) | {
        "server_name": service.server_name,
        "server_address": ", ".join(service.server_address),
        "server_email": RULED_PLACE,
        "service_date": RULED,
        "service_time": RULED,
        "mailing_place": f"{RULED_PLACE}, California,",
    }


def _flags(filing: Filing, parties: tuple[Served, ...]) -> dict[str, bool]:
    """Which ways of service are sworn to: those in use; all, each with a box, while one is not known."""
    methods = {party.method for party in parties}
    is_open = bool(methods - set(METHODS))
    flags = {method: is_open or method in methods for method in METHODS}
    return flags_of(filing) | flags | {"ways_open": is_open}


RECIPE = Recipe(
    "D12", "proof-of-service", TITLE, FOOTER, PaperKind.PLEADING, _make, needs=NEEDS, templates=(TEMPLATE,)
)
