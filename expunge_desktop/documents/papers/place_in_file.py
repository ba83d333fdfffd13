"""Pages counted through a file that is made of several parts."""

from dataclasses import dataclass, fields

from expunge_desktop.documents.typeset.mark import PaperMark


@dataclass(frozen=True, slots=True)
class PlaceInFile(PaperMark):
    """The mark of one part whose pages are counted through the file: `before` it, of `whole`."""

    before: int = 0
    whole: int = 0

    def place(self, number: int, total: int) -> str:
        """Matter, criteria, and which page of the file it is."""
        return PaperMark.place(self, self.before + number, self.whole or total)


def place_in_file(mark: PaperMark, before: int, whole: int) -> PlaceInFile:
    """The mark of a part with `before` pages ahead of it in a file of `whole` pages."""
    own = {one.name: getattr(mark, one.name) for one in fields(PaperMark)}
    return PlaceInFile(**own, before=before, whole=whole)
