"""Setting up: the project's own environment from the locked dependencies, and what Qt needs of Debian."""

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import debian
from project import LOCKS, ROOT, VENV, WORK, TaskError, must, output_of, run, step, venv_program

STAMP = VENV / "expunge-setup.json"
_KEEP = {"pip", "setuptools", "wheel", "expunge-desktop"}


def stamp_text(lock: Path = LOCKS / "dev.txt") -> str:
    """What the environment must have been made from to be used as it is."""
    made_from = {
        "lock": hashlib.sha256(lock.read_bytes()).hexdigest(),
        "pyproject": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(),
        "python": ".".join(str(part) for part in sys.version_info[:2]),
        "root": str(ROOT),
    }
    return json.dumps(made_from, indent=1, sort_keys=True) + "\n"


def locked_names(lock_text: str) -> set[str]:
    """The packages a lock file names, in the normal form of package names."""
    return {
        normal(found) for found in re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", lock_text, re.MULTILINE)
    }


def normal(name: str) -> str:
    """A package name in the form in which two spellings are equal."""
    return re.sub(r"[-_.]+", "-", name).lower()


def is_ready() -> bool:
    """The environment was made from exactly these locks, on this Python, for this folder."""
    if not STAMP.exists() or not venv_program("python").exists():
        return False
    return STAMP.read_text(encoding="utf-8") == stamp_text()


def setup(*, with_tools: bool = True) -> None:
    """Make everything ready; quick when it already is.

    Raises TaskError when Python is too old, when the environment cannot be made, or when Qt still misses
    libraries that may not be installed from here; the sentence then holds the exact command.
    """
    if sys.version_info < (3, 11):
        raise TaskError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if not is_ready():
        _make_environment()
    _provide_debian_packages(with_tools)


def _make_environment() -> None:
    STAMP.unlink(missing_ok=True)
    if not _has_own_pip():
        with step("making .venv"):
            _provide_venv()
            shutil.rmtree(VENV, ignore_errors=True)
            must([sys.executable, "-m", "venv", VENV])
    python = venv_program("python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input"]
    with step("installing the locked dependencies, each checked against its hash (two minutes or so)"):
        must([*pip, "install", "--require-hashes", "--no-deps", "-r", LOCKS / "dev.txt"])
    with step("installing the project itself"):
        must([*pip, "install", "--no-build-isolation", "--no-deps", "-e", ROOT])
        _remove_what_is_not_locked(pip)
    STAMP.write_text(stamp_text(), encoding="utf-8")


def _has_own_pip() -> bool:
    python = venv_program("python")
    if not python.exists():
        return False
    ask = "import sys, pip; print(*sys.version_info[:2], sep='.')"
    try:
        done = subprocess.run([str(python), "-c", ask], capture_output=True, text=True)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == ".".join(
        str(part) for part in sys.version_info[:2]
    )


def _remove_what_is_not_locked(pip: list[str | Path]) -> None:
    wanted = locked_names((LOCKS / "dev.txt").read_text(encoding="utf-8")) | _KEEP
    listed = json.loads(output_of([part for part in pip if part != "--quiet"] + ["list", "--format=json"]))
    extra = sorted(entry["name"] for entry in listed if normal(entry["name"]) not in wanted)
    if extra:
        print("   removing what is not locked: " + ", ".join(extra))
        must([*pip, "uninstall", "--yes", *extra])


def _provide_venv() -> None:
    """Debian splits venv and ensurepip off into a package of their own."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = "python3-venv" if sys.executable.startswith("/usr/bin/") else "python3.11-venv"
    if not debian.install([package]):
        raise TaskError(f"Python's venv module is missing here. Type: {debian.install_command([package])}")


def _provide_debian_packages(with_tools: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    packages, unknown = debian.packages_for(debian.qt_libraries_missing())
    tools = debian.tools_missing() if with_tools else []
    if not packages and not unknown and not tools:
        return
    if debian.may_install() and (packages or tools):
        with step("installing Debian packages: " + " ".join(packages + tools)):
            debian.install(packages + tools)
        packages, unknown = debian.packages_for(debian.qt_libraries_missing())
        tools = debian.tools_missing() if with_tools else []
    if tools:
        print("   some tests are skipped without these; type: " + debian.install_command(tools))
    if packages:
        raise TaskError("Qt still needs Debian packages. Type: " + debian.install_command(packages))
    if unknown:
        raise TaskError("Qt misses libraries no package is known for here: " + ", ".join(unknown))


def lock() -> None:
    """Resolve `pyproject.toml` anew into `build/locks/`, with hashes, for every platform.

    The lock files are sources that are read and committed like any other; writing them is the one task
    whose result belongs into `build/`. Needs uv, which is fetched into `.work/` when it is not on the path.
    """
    uv: str | Path | None = shutil.which("uv")
    if uv is None:
        home = WORK / "uv"
        uv = home / ("Scripts/uv.exe" if sys.platform == "win32" else "bin/uv")
        if not uv.exists():
            with step("fetching uv into .work/uv"):
                must([sys.executable, "-m", "venv", home])
                must([uv.parent / "python", "-m", "pip", "--quiet", "install", "uv"])
    common = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-annotate", "--quiet"]
    changes = {"UV_CUSTOM_COMPILE_COMMAND": "python build/tasks.py lock"}
    for name, extra in (("runtime", []), ("dev", ["--extra", "dev"])):
        with step(f"locking {name}"):
            target = LOCKS / f"{name}.txt"
            code = run(
                [uv, "pip", "compile", "pyproject.toml", *extra, *common, "-o", target], changes=changes
            )
            if code:
                raise TaskError(f"uv could not resolve {name}: exit {code}")
