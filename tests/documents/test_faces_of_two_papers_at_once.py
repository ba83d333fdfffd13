"""A window makes papers on two threads, and a face has one place it reads at: it is cut for one at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from reportlab.pdfbase import pdfmetrics

from expunge_desktop.documents.typeset.embedding import _font, _Subset
from expunge_desktop.documents.typeset.fonts import SERIF, register_fonts
from expunge_desktop.documents.typeset.pdf_objects import PdfObjects


def test_faces_are_cut_for_one_paper_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    register_fonts()
    face = pdfmetrics.getFont(SERIF).face
    really, inside, most = face.makeSubset, [], []

    def watched(*given: Any) -> Any:
        inside.append(1)
        threading.Event().wait(0.02)  # another thread would come in here
        most.append(len(inside))
        try:
            return really(*given)
        finally:
            inside.pop()

    monkeypatch.setattr(face, "makeSubset", watched)

    def cut(_turn: int) -> bytes:
        objects = PdfObjects()
        _font(objects, SERIF, 1, _Subset("F1", {code: code for code in range(32, 256)}))
        return objects.joined()

    with ThreadPoolExecutor(4) as threads:
        files = list(threads.map(cut, range(12)))
    assert most == [1] * 12
    assert set(files) == {cut(0)}
