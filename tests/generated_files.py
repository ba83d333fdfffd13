"""Files of the shared generator: a fixture for the rooms whose conftest names it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from doj_rows import GENERATOR

__all__ = ["generated"]


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A file of the shared generator with these options, statistics beside it as .json."""
    if not GENERATOR.exists():
        pytest.skip("the shared generator of DOJ files is not beside this checkout")
    folder = tmp_path_factory.mktemp("generated")

    def make(*options: str) -> Path:
        path = folder / ("_".join(option.strip("-") for option in options) + ".dat")
        if not path.exists():
            words = [sys.executable, str(GENERATOR), "--out", str(path), "--stats", f"{path}.json", *options]
            subprocess.run(words, check=True)
        return path

    return make
