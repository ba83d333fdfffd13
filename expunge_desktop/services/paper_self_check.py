"""A whole set of papers about invented people, made and read back: does printing work in this build?"""

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.archive import to_archive
from expunge_desktop.documents.manifest import manifest_of
from expunge_desktop.documents.papers.catalog import make_papers
from expunge_desktop.documents.papers.sample import sample_order
from expunge_desktop.documents.preflight.checks import preflight


def paper_self_check() -> str:
    """Make and preflight every paper of a packet: what was seen. Raises RuntimeError for an error found."""
    ordered = sample_order()
    made = make_papers(ordered)
    if made.missing:
        raise RuntimeError(f"not printed: {made.missing[0].title}: {made.missing[0].sentence}")
    entries = tuple(paper.entry for paper in made.papers)
    manifest = manifest_of(ordered.filing, is_released=False, papers=entries, not_printed=(), releases=())
    pages = 0
    for paper in made.papers:
        report = preflight(paper.data, paper.entry.file, manifest)
        if report.errors:
            raise RuntimeError(f"{paper.entry.file}: {report.errors[0].sentence}")
        pages += report.pages
    to_archive(made.papers[0].data)
    extent = f"{many(len(made.papers), 'paper')}, {many(pages, 'page')}"
    return f"{extent}, read back without an error; archive form written"
