"""Numbers as a court paper writes them: in words up to nine, singular and plural right, lists with “and”."""

from collections.abc import Sequence

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(number: int) -> str:
    """`one`, `nine`, `10`, `1,204`."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def so_many(number: int, noun: str, plural: str = "") -> str:
    """`one conviction`, `1,204 convictions`, `no convictions`."""
    return f"{in_words(number)} {noun if number == 1 else plural or f'{noun}s'}"


def the_many(number: int, noun: str, plural: str = "") -> str:
    """`the conviction`, `the two convictions`, `the 1,204 convictions`."""
    return f"the {noun}" if number == 1 else f"the {so_many(number, noun, plural)}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b, and c`."""
    if len(parts) < 3:
        return f" {last} ".join(parts)
    return f"{', '.join(parts[:-1])}, {last} {parts[-1]}"


def schedules(numbers: Sequence[int]) -> str:
    """`Schedule 1`, `Schedules 1 and 3`, `Schedules 1 through 3`, `Schedules 1, 2, and 4`."""
    if len(numbers) == 1:
        return f"Schedule {numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"Schedules {numbers[0]} through {numbers[-1]}"
    return f"Schedules {listed([str(number) for number in numbers])}"
