"""Coverage-guided fuzzing of the same readers with atheris (libFuzzer), where it is installed.

It is no dependency of the project: `pip install --target .work/fuzz/atheris --require-hashes -r
build/locks/fuzz.txt`. Branches the random campaign has not met lead it to new inputs.
"""

import contextlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from project import ROOT

_HERE = ROOT / "build" / "campaigns" / "fuzz"
_COVERED = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)")


def run_all(names: Sequence[str], seconds: int, folder: Path) -> int:
    """Each reader for so many seconds; 1 when something was found."""
    found = total = 0
    print(f"{'reader':14} {'inputs':>9} {'branches':>9} {'kept':>6}  outcome")
    for name in names:
        corpus = folder / "corpus" / name
        corpus.mkdir(parents=True, exist_ok=True)
        words = [sys.executable, "-B", _HERE, "--guided-child", name, seconds, folder, corpus]
        ended = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
        if ended.returncode == 3:
            print(ended.stderr.strip(), file=sys.stderr)
            return 1
        lines = _COVERED.findall(ended.stderr)
        inputs, branches, _features, kept = lines[-1] if lines else ("0", "0", "0", "0")
        total += int(inputs)
        is_bad = ended.returncode != 0
        found += is_bad
        outcome = "nothing found" if not is_bad else ended.stderr[-1500:]
        print(f"{name:14} {int(inputs):>9,} {int(branches):>9,} {int(kept):>6,}  {outcome}", flush=True)
    print(f"{total:,} inputs, {found} readers with a finding")
    return 1 if found else 0


def run_child(words: Sequence[str]) -> int:
    """One reader in a process of its own; atheris ends the process."""
    name, seconds, folder, corpus = words
    sys.path.append(str(Path(folder) / "atheris"))
    try:
        import atheris
    except ImportError:
        print(
            "atheris is not installed: pip install --target .work/fuzz/atheris --require-hashes "
            "-r build/locks/fuzz.txt",
            file=sys.stderr,
        )
        return 3
    with atheris.instrument_imports(include=["expunge_desktop"]):
        from campaigns.fuzz.trial import find

        reader = find(name)
        for number, seed in enumerate(reader.seeds()):
            (Path(corpus) / f"seed-{number}").write_bytes(seed)

    def take(data: bytes) -> None:
        with contextlib.suppress(*reader.refusals):
            reader.read(data)

    atheris.Setup(
        [
            "fuzz",
            str(corpus),
            f"-max_total_time={seconds}",
            "-max_len=16384",
            "-rss_limit_mb=3000",
            f"-timeout={int(reader.seconds * 5)}",
            f"-artifact_prefix={folder}/{name}-guided-",
            "-print_final_stats=1",
        ],
        take,
    )
    atheris.Fuzz()
    return 0
