"""Identical bytes from identical inputs, also after a restart; a county's exhibit keeps its bounds."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import hashlib, json, sys
from dataclasses import replace
from expunge_desktop.documents.papers import clerk_index, exhibit, individual_order, transmittal
from expunge_desktop.documents.papers.catalog import entry_of
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.sample import sample_filing
from expunge_desktop.domain.court_profile import CourtProfile

filing = replace(sample_filing(), profile=CourtProfile(max_pages=2))
order = PaperOrder(filing, False, is_split=True)
digests, entries = [], []
for recipe in (exhibit.RECIPE, clerk_index.RECIPE, individual_order.RECIPE):
    for part in recipe.make(recipe, order):
        entries.append(entry_of(recipe, part))
        digests.append(hashlib.sha256(part.data).hexdigest())
digests.append(hashlib.sha256(transmittal.transmittal(order, tuple(entries)).data).hexdigest())
print(json.dumps(digests))
"""


def digests(seed: int) -> list[str]:
    """Of every file, made by a process of its own with its own order of hashes."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": str(seed)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[str] = json.loads(done.stdout)
    return found


def test_every_file_has_the_same_bytes_after_a_restart() -> None:
    first = digests(1)
    assert len(first) > 10
    assert hashlib.sha256().hexdigest() not in first
    assert digests(2) == first


@pytest.mark.slow
def test_a_county_s_exhibit_keeps_within_its_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-B", str(ROOT / "build" / "paper_trial.py"), "exhibit", "66000"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["pages"] > 1_000
    assert found["volumes"] == -(-(found["pages"] - found["volumes"]) // 499)
    assert found["peak_mb"] < 300
