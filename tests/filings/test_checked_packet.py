"""A packet carries its certificate of conformity, and can be in archive form as a whole."""

from pathlib import Path
from typing import Any

from expunge_desktop.documents.archive import is_archive
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.services.check_papers import check_papers
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.packet_choice import PacketChoice
from expunge_desktop.services.print_papers import print_papers


def text_of(path: Path) -> str:
    with opened(path.read_bytes()) as document:
        return " ".join(page_text(document, index).text for index in range(len(document)))


def test_a_packet_in_archive_form_passes_with_its_certificate(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    choice = PacketChoice(besides=frozenset({"D7"}), is_split=True, is_archive=True)
    printed = print_papers(county.ada, made.id, tmp_path, choice=choice)
    pdfs = [one.path for one in printed.papers if one.path.suffix == ".pdf"]
    assert printed.not_printed == ()
    for path in pdfs:
        assert is_archive(path.read_bytes()), path.name
        assert check_papers(path).findings == (), path.name
    certificate = " ".join(text_of(printed.folder / "D19-conformity.pdf").split())
    assert "0 errors, 0 warnings" in certificate
    assert "D01-notice-of-motion.pdf" in certificate
    assert "all alike" in certificate


def test_the_certificate_alone_is_of_the_whole_packet(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    printed = print_papers(county.ada, made.id, tmp_path, choice=PacketChoice(only=frozenset({"D19"})))
    assert [one.document for one in printed.papers] == ["D19"]
    assert "D06-proposed-order.pdf" in text_of(printed.papers[0].path)
