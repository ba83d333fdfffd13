"""Row numbers, one bit each: for tables of millions of rows, of which all but a few are there."""

from collections.abc import Iterable, Iterator

LARGEST = 100_000_000  # far above any workspace; garbage read as a number is left out


class NumberSet:
    """Numbers from 1 to `LARGEST`; others are not taken."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._bits = bytearray()
        self.last = 0
        for one in numbers:
            self.add(one)

    def add(self, number: int) -> None:
        """Take a number."""
        if not 0 < number <= LARGEST:
            return
        at = number >> 3
        if at >= len(self._bits):
            self._bits.extend(bytes(max(at + 1 - len(self._bits), len(self._bits) // 2 + 64)))
        self._bits[at] |= 1 << (number & 7)
        self.last = max(self.last, number)

    def __contains__(self, number: int) -> bool:
        at = number >> 3
        return 0 < number <= self.last and bool(self._bits[at] >> (number & 7) & 1)

    def __iter__(self) -> Iterator[int]:
        for at, byte in enumerate(self._bits):
            if byte:
                yield from (at * 8 + bit for bit in range(8) if byte >> bit & 1)

    def missing(self, last: int) -> Iterator[int]:
        """The numbers from 1 to `last` that are not in it."""
        whole = b"\xff"
        number = 1
        while number <= min(last, LARGEST):
            if number & 7 == 0 and self._bits[number >> 3 : (number >> 3) + 1] == whole:
                number += 8
                continue
            if number not in self:
                yield number
            number += 1


def ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers, which come in order."""
    first = last = 0
    for one in numbers:
        if last and one != last + 1:
            yield first, last
        first = one if not last or one != last + 1 else first
        last = one
    if last:
        yield first, last
