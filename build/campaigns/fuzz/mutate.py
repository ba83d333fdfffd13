"""Damage: what a seed becomes on its way to a reader. The same random numbers give the same damage."""

import random
from collections.abc import Callable, Sequence

Change = Callable[[random.Random, bytearray, Sequence[bytes], Sequence[bytes]], None]


def same_chance(name: str, seed: int) -> random.Random:
    """The same inputs for the same reader and seed."""
    return random.Random(f"{name} {seed}")


def damaged(chance: random.Random, seeds: Sequence[bytes], tokens: Sequence[bytes], longest: int) -> bytes:
    """One of the seeds after one to eight changes, at most `longest` bytes."""
    data = bytearray(chance.choice(seeds)) if chance.random() > 0.02 else bytearray(chance.randbytes(64))
    for _ in range(1 << chance.randrange(4)):
        chance.choice(_CHANGES)(chance, data, seeds, tokens)
        del data[longest:]
    return bytes(data)


def _place(chance: random.Random, data: bytearray) -> int:
    return chance.randrange(len(data) + 1)


def _stretch(chance: random.Random, data: bytearray, longest: int = 200) -> tuple[int, int]:
    begin = _place(chance, data)
    return begin, min(len(data), begin + chance.randrange(1, longest))


def _flip(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.choice(
            b"\x00\x09\x0a\x0d\x20\"',;:{}[]<>=0\x7f\x80\xc2\xff"
        )


def _remove(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    begin, end = _stretch(chance, data)
    del data[begin:end]


def _cut(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    del data[_place(chance, data) :]


def _insert(chance: random.Random, data: bytearray, _s: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    place = _place(chance, data)
    token = (
        chance.choice(tokens)
        if tokens and chance.random() < 0.8
        else chance.randbytes(chance.randrange(1, 9))
    )
    data[place:place] = token


def _replace(chance: random.Random, data: bytearray, _s: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    begin, end = _stretch(chance, data, 30)
    data[begin:end] = chance.choice(tokens) if tokens else b""


def _repeat(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    begin, end = _stretch(chance, data, 60)
    times = chance.choice((2, 3, 10, 100, 2000))
    data[end:end] = bytes(data[begin:end]) * times


def _splice(chance: random.Random, data: bytearray, seeds: Sequence[bytes], _t: Sequence[bytes]) -> None:
    other = chance.choice(seeds)
    begin, end = _stretch(chance, bytearray(other), 400)
    place = _place(chance, data)
    data[place:place] = other[begin:end]


def _swap_lines(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        data[:] = b"".join(lines)


def _repeat_line(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    lines = data.splitlines(keepends=True)
    if lines:
        place = chance.randrange(len(lines))
        lines[place:place] = [lines[place]] * chance.choice((1, 2, 50))
        data[:] = b"".join(lines)


def _number(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    digits = [place for place, byte in enumerate(data[:5000]) if 48 <= byte <= 57]
    if digits:
        place = chance.choice(digits)
        odd = (
            b"0",
            b"-1",
            b"99999999999999999999",
            b"1e308",
            b"NaN",
            b"0000",
            b"2147483648",
            b"\xd9\xa3",
            b"1_0",
        )
        data[place : place + 1] = chance.choice(odd)


def _encode(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    if chance.random() < 0.2:
        text = bytes(data).decode("utf-8", "replace")
        data[:] = text.encode(chance.choice(("utf-16", "utf-16-le", "latin-1", "cp1252", "utf-7")), "replace")


def _line_ends(chance: random.Random, data: bytearray, _s: Sequence[bytes], _t: Sequence[bytes]) -> None:
    data[:] = bytes(data).replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r", b"\x0b", b"\xc2\x85", b"")))


_CHANGES: tuple[Change, ...] = (
    _flip, _flip, _set, _set, _remove, _cut, _insert, _insert, _insert, _replace, _replace, _repeat, _splice,
    _swap_lines, _repeat_line, _number, _number, _encode, _line_ends,
)  # fmt: skip
