"""Forms filled for the cases of a real filing, through the service and the command line."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from filing_tables import CASES  # noqa: F401
