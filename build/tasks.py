#!/usr/bin/env python3
"""What is done with this project: `python3 build/tasks.py TASK`. Standard library only, from any folder.

    setup               make .venv from the locked dependencies; name or install the Debian packages Qt needs
    demo                a made-up county from its file to a released motion; opens the window on a screen
    run [ARGUMENT...]   start the program with these arguments; none opens the window
    test [ARGUMENT...]  every test, the slow ones too; arguments go to pytest
    check               format, lint, types, import contracts, house rules, licences
    bench [WHAT]        import and assess against a plain csv.reader pass over the same file; papers against
                        fpdf2 drawing the same rows; custody (check, backup, destruction …) against SQLCipher
    freeze              the program as a folder that needs no Python, in .work/freeze/
    campaign NAME ...   long trials outside the test run; --help there says more
    lock                resolve the dependencies anew into build/locks/

Exit codes: 0 done, 1 it did not work or the answer is no, 2 wrong usage.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence

sys.dont_write_bytecode = True  # nothing is ever written into build/

import bench
import bench_custody
import bench_papers
import demo
import freeze
import prepare
from campaigns import catalog
from project import ROOT, WORK, TaskError, must, run, venv_program


def task_setup(_: argparse.Namespace) -> int:
    """Make everything ready."""
    prepare.setup()
    print(f"ready: {venv_program('python')}")
    return 0


def task_demo(options: argparse.Namespace) -> int:
    """The demonstration, from an empty folder each time."""
    prepare.setup(with_tools=False)
    return demo.run_demo(people=options.people, with_window=not options.no_window)


def task_run(options: argparse.Namespace) -> int:
    """Start the program."""
    prepare.setup(with_tools=False)
    return run([venv_program("python"), "-m", "expunge_desktop", *options.arguments])


def task_test(options: argparse.Namespace) -> int:
    """Every test; two workers where there are two cores, tests of one module together."""
    prepare.setup()
    WORK.mkdir(exist_ok=True)
    workers = min(os.cpu_count() or 1, 4)
    spread = ["-n", str(workers), "--dist", "loadgroup"] if workers > 1 else []
    command = [venv_program("python"), "-m", "pytest", *spread, *options.arguments]
    return run(command, changes={"QT_QPA_PLATFORM": "offscreen"})


def task_check(_: argparse.Namespace) -> int:
    """All checks, each run whatever the others say."""
    prepare.setup(with_tools=False)
    python = venv_program("python")
    checks: list[tuple[str, list[object]]] = [
        ("format", [venv_program("ruff"), "format", "--check", "."]),
        ("lint", [venv_program("ruff"), "check", "."]),
        ("types", [venv_program("mypy")]),
        ("imports", [venv_program("lint-imports"), "--no-logo"]),
        ("house rules", [python, "build/house_rules.py"]),
        ("licences", [python, "build/licenses.py"]),
    ]
    broken = []
    for name, command in checks:
        print(f"── {name}", flush=True)
        if run([str(part) for part in command]):
            broken.append(name)
    print(f"check: {', '.join(broken)} not clean" if broken else "check: all clean")
    return 1 if broken else 0


def task_bench(options: argparse.Namespace) -> int:
    """Speed and memory: of import and assess, of papers, or of what keeps a workspace safe."""
    prepare.setup(with_tools=False)
    if options.what == "custody":
        decisions = options.decisions if options.decisions is not None else options.subjects * 3 // 4
        return bench_custody.run_bench_custody(
            people=options.subjects, given=options.file, decisions=decisions
        )
    if options.what == "papers":
        return bench_papers.run_bench_papers(rows=options.rows, orders=options.orders)
    return bench.run_bench(people=options.subjects, given=options.file, floor=options.floor)


def task_freeze(_: argparse.Namespace) -> int:
    """Build the folder and start what was built."""
    prepare.setup(with_tools=False)
    return freeze.run_freeze()


def task_campaign(options: argparse.Namespace) -> int:
    """One of the long trials; what follows its name goes to the campaign."""
    prepare.setup(with_tools=options.name in catalog.NEED_TOOLS)
    return catalog.CAMPAIGNS[options.name](options.arguments)


def task_lock(_: argparse.Namespace) -> int:
    """New locks; read the difference before committing it."""
    prepare.lock()
    must(["git", "diff", "--stat", "--", "build/locks"])
    return 0


def parser() -> argparse.ArgumentParser:
    """The grammar of this command line."""
    top = argparse.ArgumentParser(
        prog="build/tasks.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = top.add_subparsers(dest="task", required=True, metavar="TASK")

    def verb(name: str, act: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, description=act.__doc__)
        added.set_defaults(act=act)
        return added

    verb("setup", task_setup)
    showing = verb("demo", task_demo)
    showing.add_argument("--people", type=int, default=2000)
    showing.add_argument("--no-window", action="store_true", help="do not open the window at the end")
    verb("run", task_run)
    verb("test", task_test)
    verb("check", task_check)
    measuring = verb("bench", task_bench)
    measuring.add_argument("what", nargs="?", default="import", choices=["import", "papers", "custody"])
    measuring.add_argument("--rows", type=int, default=66_000, help="of Exhibit A, for papers")
    measuring.add_argument("--orders", type=int, default=5_000, help="one for each case, for papers")
    measuring.add_argument("--decisions", type=int, help="for custody; without it three for four people")
    measuring.add_argument(
        "--subjects", type=int, default=5000, help="people in the file; a county has 53000"
    )
    measuring.add_argument("--file", help="measure this file instead of a made-up one")
    measuring.add_argument(
        "--floor", type=float, help="exit 1 when import and assess take more than this ratio"
    )
    verb("freeze", task_freeze)
    trying = verb("campaign", task_campaign)
    trying.add_argument("name", choices=sorted(catalog.CAMPAIGNS))
    verb("lock", task_lock)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task from the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    own = 1 if words[:1] in (["run"], ["test"]) else 2 if words[:1] == ["campaign"] else len(words)
    passed_on = words[own:]  # options of another program's
    options = parser().parse_args(words[: len(words) - len(passed_on)])
    options.arguments = passed_on
    os.chdir(ROOT)
    start = time.monotonic()
    try:
        code = int(options.act(options))
    except TaskError as error:
        print(f"{options.task}: {error}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print(f"\n{options.task}: stopped", file=sys.stderr)
        code = 1
    verdict = "done" if code == 0 else f"exit {code}"
    print(f"{options.task}: {verdict} after {time.monotonic() - start:.1f} s", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
