"""However a delivery is cut, ordered, encoded or damaged: same people, same convictions, same findings."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from acceptance_driving import Program, findings_of, read_json, shuffled_lines

OPTIONS = ("--subjects", 2000, "--edge", 0.3, "--dup-row", 0.01, "--dup-subject", 0.02, "--pad")


def _import(program: Program, workspace: Path, *files: Path) -> dict:
    code, out, err = program("import", workspace, *files, "--json")
    assert code == 0, err
    summary = read_json(out)
    for line in summary["files"]:
        assert line["lines"] == line["header"] + line["imported"] + line["set_aside"]
    return summary


def _assessed(program: Program, workspace: Path, tmp_path: Path) -> list[tuple[str, ...]]:
    code, _, err = program("assess", workspace, "--policy", "los-angeles-2020", "--as-of", "2020-02-11")
    assert code == 0, err
    code, out, err = program("ledger", workspace, "--json")
    assert code == 0, err
    assert read_json(out)["balanced"] is True
    return findings_of(program, workspace, tmp_path / f"{workspace.stem}.csv")


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.slow
def test_every_disguise_of_one_delivery_gives_the_same_findings(
    program: Program, new_workspace: Callable[[str], Path], doj_file: Callable[..., Path], tmp_path: Path
) -> None:
    plain = doj_file(*OPTIONS)
    lines = plain.read_bytes().splitlines(keepends=True)
    cuts = sorted(random.Random(3).sample(range(2, len(lines)), 2))
    parts = [
        _write(tmp_path / f"part{n}.dat", b"".join(piece))
        for n, piece in enumerate((lines[: cuts[0]], lines[cuts[0] : cuts[1]], lines[cuts[1] :]))
    ]
    rough = plain.read_text(encoding="utf-8").replace("GARCIA", "GARCÍA").replace("ORTIZ", "ORTÍZ")
    disguises: dict[str, list[Path]] = {
        "crlf": [doj_file(*OPTIONS, "--crlf")],
        "noheader": [doj_file(*OPTIONS, "--no-header")],
        "three": [parts[2], parts[0], parts[1]],
        "shuffled": [_write(tmp_path / "shuffled.dat", shuffled_lines(plain, 7))],
        "bom": [_write(tmp_path / "bom.dat", b"\xef\xbb\xbf" + plain.read_bytes())],
    }
    base = new_workspace("plain")
    people = _import(program, base, plain)["people"]
    expected = _assessed(program, base, tmp_path)
    assert people > 2000
    for name, files in disguises.items():
        workspace = new_workspace(name)
        assert _import(program, workspace, *files)["people"] == people, name
        assert _assessed(program, workspace, tmp_path) == expected, name

    accented = {}
    for name, encoding in (("utf8", "utf-8"), ("latin1", "latin-1")):
        workspace = new_workspace(name)
        _import(program, workspace, _write(tmp_path / f"{name}.dat", rough.encode(encoding)))
        accented[name] = _assessed(program, workspace, tmp_path)
    assert accented["utf8"] == accented["latin1"] == expected


@pytest.mark.slow
def test_damaged_lines_are_set_aside_exactly_and_named(
    program: Program, new_workspace: Callable[[str], Path], doj_file: Callable[..., Path], tmp_path: Path
) -> None:
    plain = doj_file(*OPTIONS)
    dice = random.Random(11)
    lines = plain.read_text(encoding="utf-8").splitlines(keepends=True)
    damaged, bad = [lines[0]], []
    for line in lines[1:]:
        damaged.append(line)
        if dice.random() < 0.01:
            kind = dice.randrange(4)
            body = line.rstrip("\n")
            cut = body.rindex(",")
            bad_line = (
                body[:cut],
                body + ",x",
                body[:cut] + ',"broken' + body[cut:],
                body[:1] + '"' + body[1:],
            )[kind]
            damaged.append(bad_line + "\n")
            bad.append(len(damaged))
    path = _write(tmp_path / "damaged.dat", "".join(damaged).encode())
    base, workspace = new_workspace("whole"), new_workspace("damaged")
    _import(program, base, plain)
    summary = _import(program, workspace, path)
    assert [row["line"] for row in summary["set_aside"]] == bad
    assert {row["file"] for row in summary["set_aside"]} == {"damaged.dat"}
    assert _assessed(program, workspace, tmp_path) == _assessed(program, base, tmp_path)


def test_the_counts_equal_the_generators_own(
    program: Program, new_workspace: Callable[[str], Path], doj_file: Callable[..., Path], tmp_path: Path
) -> None:
    path = doj_file("--subjects", 1500, "--edge", 0, "--dup-row", 0, "--dup-subject", 0)
    truth = read_json(path.with_suffix(".json").read_text())
    workspace = new_workspace()
    summary = _import(program, workspace, path)
    assert summary["people"] == truth["subjects"]
    assert sum(line["imported"] for line in summary["files"]) == truth["rows"]
    figures = summary["figures"]
    assert figures["convictions"] == truth["convictions"]
    assert figures["deceased"] == truth["deceased"]
    assert figures["cannabis_convictions_in_county"] == truth["prop64_convictions_primary"]
    assert figures["cannabis_felonies_in_county"] == truth["prop64_felony_primary"]
    assert figures["cannabis_convictions_in_county_by_section"] == truth["prop64_by_section_primary"]
