"""Nasty policies, court profiles, field maps, office files, wordings, key files and manifests."""

import json
from collections.abc import Callable

from expunge_desktop.base.paths import resource_path

Make = Callable[[], bytes]


def _shipped(folder: str, name: str) -> bytes:
    return resource_path(folder, name).read_bytes()


def _policy(old: bytes, new: bytes) -> Make:
    return lambda: _shipped("policies", "statute-only.yaml").replace(old, new)


def _court(old: bytes, new: bytes) -> Make:
    return lambda: _shipped("courts", "california.yaml").replace(old, new)


_BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n".encode() for n in range(9)
)
_YAML: dict[str, Make] = {
    "nothing.yaml": lambda: b"",
    "a word.yaml": lambda: b"policy",
    "a list.yaml": lambda: b"- name: ours\n- version: 1\n",
    "names that grow.yaml": lambda: _BOMB,
    "a list in itself.yaml": lambda: b"name: &a [*a]\nversion: *a\n",
    "a mapping in itself.yaml": lambda: b"name: ours\ncriteria: &c {all: *c}\n",
    "merged with itself.yaml": lambda: b"&a\n<<: *a\nname: ours\n",
    "ten thousand brackets.yaml": lambda: b"name: " + b"[" * 10_000,
    "ten thousand steps in.yaml": lambda: b"".join(b" " * n + b"a:\n" for n in range(2_000)),
    "a python object.yaml": lambda: b"name: !!python/object/apply:os.system ['echo hurt']\n",
    "a tag of nobody.yaml": lambda: b"name: !hurt ours\n",
    "two documents.yaml": lambda: b"name: ours\n---\nname: theirs\n",
    "tabs.yaml": lambda: b"name: ours\n\tversion: 1\n",
    "zero bytes.yaml": lambda: b"name: ou\x00rs\n",
    "utf-16.yaml": lambda: "name: ours\nversion: 1\n".encode("utf-16"),
    "a key of a megabyte.yaml": lambda: b"k" * 1_000_000 + b": 1\n",
    "a number of 5,000 digits.yaml": lambda: b"name: ours\nversion: " + b"9" * 5_000 + b"\n",
    "numbers that are none.yaml": lambda: b"name: .nan\nversion: .inf\ntitle: 0x1F\n",
    "keys that are lists.yaml": lambda: b"? [a, b]\n: 1\n? {c: d}\n: 2\n",
    "keys that repeat.yaml": lambda: b"name: ours\nname: theirs\n",
    "a day that is none.yaml": lambda: b"name: 2020-02-30\nversion: 99999-01-01\n",
    "a text never closed.yaml": lambda: b'name: "ours\nversion: 1\n',
    "binary.yaml": lambda: b"name: !!binary |\n  R0lGODlhDAAMAIQAAP\n",
    "a picture.yaml": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "five megabytes.yaml": lambda: b"# nothing\n" * 500_000,
}
POLICIES: dict[str, Make] = {
    **_YAML,
    "a name that climbs.yaml": _policy(b"name: statute-only", b"name: ../../../etc/cron.d/hurt"),
    "a name of controls.yaml": _policy(b"name: statute-only", b'name: "ours\\0\\x1b[2J"'),
    "a name of 100,000 letters.yaml": _policy(b"name: statute-only", b"name: " + b"o" * 100_000),
    "an octal age.yaml": _policy(
        b"criteria: {}", b"criteria:\n  age_50: {title: Age, test: age_at_least, years: 050}"
    ),
    "a criterion in itself.yaml": _policy(b"criteria: {}", b"criteria: &c\n  x: {any: [*c]}"),
    "a switch nobody has.yaml": _policy(b"feb29: march_1", b"feb29: tuesday"),
}
COURTS: dict[str, Make] = {
    **_YAML,
    "a pattern without end.yaml": _court(b'case_number_pattern: ""', b'case_number_pattern: "(a+)+$"'),
    "a pattern that is none.yaml": _court(b'case_number_pattern: ""', b'case_number_pattern: "([a-z"'),
    "a file name that climbs.yaml": _court(b'"{document}-{paper}"', b'"../../{document}"'),
    "a file name of an attribute.yaml": _court(b'"{document}-{paper}"', b'"{document.__class__}"'),
    "pages without end.yaml": _court(b"max_pages: 500", b"max_pages: 1e308"),
    "pages below nothing.yaml": _court(b"max_pages: 500", b"max_pages: -5"),
}
MAPS: dict[str, Make] = {
    **_YAML,
    "a field of nowhere.yaml": lambda: _shipped("forms", "cr-400.yaml").replace(
        b"value: defendant", b"value: salary"
    ),
    "a map without fields.yaml": lambda: b"name: ours\nform: X\ntitle: Ours\n",
}

_OFFICE = b'[office]\ncounty = "LOS ANGELES"\n'
OFFICES: dict[str, Make] = {
    "nothing.toml": lambda: b"",
    "not toml.toml": lambda: b"county: LOS ANGELES\n",
    "a county that is none.toml": lambda: _OFFICE.replace(b"LOS ANGELES", b"ATLANTIS"),
    "a county of another script.toml": lambda: '[office]\ncounty = "LΟS АNGELES"\n'.encode(),
    "a section twice.toml": lambda: _OFFICE + _OFFICE,
    "a list of sections.toml": lambda: b'[[office]]\ncounty = "LOS ANGELES"\n',
    "deep.toml": lambda: _OFFICE + b"[" + b".".join([b"a"] * 5_000) + b"]\nx = 1\n",
    "brackets.toml": lambda: _OFFICE + b"[attorney]\naddress = " + b"[" * 5_000 + b"]" * 5_000 + b"\n",
    "a value of many lines.toml": lambda: _OFFICE + b'name = """a\nb"""\n',
    "controls.toml": lambda: _OFFICE + b'name = "a\\u0000b\\u001B[2J"\n',
    "turned around.toml": lambda: _OFFICE + 'name = "\u202eecifo"\n'.encode(),
    "a name of a megabyte.toml": lambda: _OFFICE + b'name = "' + b"n" * 1_000_000 + b'"\n',
    "locks after a year.toml": lambda: _OFFICE + b"[safety]\nlock_after_minutes = 525600\n",
    "keeps for minus one day.toml": lambda: _OFFICE + b"[retention]\npurge_after_days = -1\n",
    "a date for a name.toml": lambda: _OFFICE + b"name = 2020-02-11\n",
    "utf-16.toml": lambda: _OFFICE.decode().encode("utf-16"),
    "zero bytes.toml": lambda: _OFFICE + bytes(100),
    "a number of 10,000 digits.toml": lambda: (
        _OFFICE + b"[safety]\nlock_after_minutes = " + b"9" * 10_000 + b"\n"
    ),
}

_WORDING = b"# A HEADING\n\nA paragraph.\n"
WORDINGS: dict[str, Make] = {
    "nothing.txt": lambda: b"",
    "an if never ended.txt": lambda: _WORDING + b"[if yes]\n" * 200,
    "an end too many.txt": lambda: _WORDING + b"[end]\n[else]\n",
    "a thousand ifs.txt": lambda: _WORDING + b"[if is_released]\nx\n[end]\n" * 1_000,
    "a field of an attribute.txt": lambda: _WORDING + b"{county.__class__.__mro__} {0} {!r:>10}\n",
    "braces.txt": lambda: _WORDING + b"{{{{}}}}{{{county}\n" * 500,
    "notes in notes.txt": lambda: _WORDING + b"Text." + b"^[a" * 2_000 + b"]" * 2_000 + b"\n",
    "citations in citations.txt": lambda: _WORDING + b"[[" * 2_000 + b"]]" * 2_000 + b"\n",
    "stars.txt": lambda: _WORDING + b"*" * 20_000 + b"\n",
    "an insert of nothing.txt": lambda: _WORDING + b"[insert ../../etc/passwd]\n[insert no_such]\n",
    "a paragraph of a megabyte.txt": lambda: b"word " * 200_000,
    "a word of 100,000 letters.txt": lambda: b"w" * 100_000,
    "controls.txt": lambda: _WORDING + b"\x00\x1b[2J\x07\x0c\n",
    "turned around.txt": lambda: _WORDING + "\u202eA paragraph\u2069.\n".encode(),
    "a signature twice.txt": lambda: _WORDING + b"\n[insert signature]\n\n[insert signature]\n",
    "utf-16.txt": lambda: _WORDING.decode().encode("utf-16"),
}


def _keys(**changes: object) -> Make:
    whole = {
        "what": "",
        "format": 1,
        "workspace_id": "ab",
        "key_check": "cd",
        "slots": [],
        "failed_logons": [],
        "failed_count": 0,
        **changes,
    }
    return lambda: json.dumps(whole).encode()


def _slot(**kdf: object) -> dict[str, object]:
    cost = {
        "name": "argon2id",
        "version": 19,
        "time_cost": 1,
        "memory_kib": 64,
        "parallelism": 1,
        "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
        **kdf,
    }
    return {
        "user": "Ada",
        "kdf": cost,
        "wrap": {"name": "AES-256-GCM", "nonce": "AAAAAAAAAAAAAAAA", "key": "AA=="},
    }


KEY_FILES: dict[str, Make] = {
    "nothing-keys": lambda: b"",
    "not json-keys": lambda: b"{'format': 1}",
    "null-keys": lambda: b"null",
    "a list-keys": lambda: b"[1, 2, 3]",
    "a hundred thousand brackets-keys": lambda: b"[" * 100_000,
    "a number of 10,000 digits-keys": lambda: b'{"format": ' + b"9" * 10_000 + b"}",
    "not a number-keys": lambda: b'{"format": NaN, "slots": Infinity}',
    "of format 99-keys": _keys(format=99),
    "slots of nothing-keys": _keys(slots=[None, 1, "x"]),
    "all memory there is-keys": _keys(slots=[_slot(memory_kib=1 << 40)]),
    "all time there is-keys": _keys(slots=[_slot(time_cost=1 << 40)]),
    "no memory-keys": _keys(slots=[_slot(memory_kib=0)]),
    "an old function-keys": _keys(slots=[_slot(name="md5")]),
    "a salt of nothing-keys": _keys(slots=[_slot(salt="")]),
    "a salt that is none-keys": _keys(slots=[_slot(salt="§§")]),
    "a million failures-keys": _keys(
        failed_logons=[{"id": "1", "at": "x", "user": "y"}] * 100_000, failed_count=10**9
    ),
    "failures below nothing-keys": _keys(failed_count=-5),
    "zero bytes-keys": lambda: bytes(4096),
}

MANIFESTS: dict[str, Make] = {
    "nothing.json": lambda: b"",
    "null.json": lambda: b"null",
    "a hundred thousand brackets.json": lambda: b"[" * 100_000,
    "papers that are none.json": lambda: b'{"filing": "F0001", "papers": "none"}',
    "a paper that climbs.json": lambda: b'{"filing": "../../x", "papers": [{"file": "../../etc/passwd"}]}',
    "zero bytes.json": lambda: bytes(100),
}
