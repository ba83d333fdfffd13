"""A charge as the law names it: section, subdivisions, code, and whether it was only attempted."""

from dataclasses import dataclass

ATTEMPT = "attempt"
CONSPIRACY = "conspiracy"


@dataclass(frozen=True, slots=True)
class Citation:
    """One charge: `Citation("11357", ("b",), "HS")` is Health and Safety Code section 11357(b).

    section               the number, with its decimals and, where the Legislature used one, its letter:
                          "11357", "11530.5", "288a" (not the same as section 288, subdivision (a))
    subdivisions          outermost first, lower case: ("a", "3", "d")
    code                  two letters, "HS", "PC", "VC" …; empty = the record does not say
    inchoate              "attempt" (PC 664), "conspiracy" (PC 182), or empty
    inchoate_subdivisions those of the 664 or 182 itself: 182(a)(1) → ("a", "1")
    others                further sections charged in the same breath ("666/484(a)" → ("484(a)",))
    """

    section: str
    subdivisions: tuple[str, ...] = ()
    code: str = ""
    inchoate: str = ""
    inchoate_subdivisions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_attempt(self) -> bool:
        """Charged through Penal Code section 664."""
        return self.inchoate == ATTEMPT

    @property
    def is_conspiracy(self) -> bool:
        """Charged through Penal Code section 182, with its target named."""
        return self.inchoate == CONSPIRACY

    @property
    def bare(self) -> str:
        """Section and subdivisions without code or attempt: `11357(b)`."""
        return self.section + print_subdivisions(self.subdivisions)

    def __str__(self) -> str:
        """The canonical form: `HS 11357(b)`, `PC 664/HS 11358`, `PC 182(a)(1)/HS 11359`, `PC 666/484(a)`."""
        text = f"{self.code} {self.bare}".lstrip()
        if self.inchoate:
            how = "664" if self.is_attempt else "182"
            how += print_subdivisions(self.inchoate_subdivisions)
            text = f"PC {how}/{text}" if self.code else f"{how}/{text}"
        return "/".join((text, *self.others))


def print_subdivisions(subdivisions: tuple[str, ...]) -> str:
    """As California codes letter them, the third step in capitals: ("a", "3", "d") → `(a)(3)(D)`."""
    return "".join(f"({part.upper() if step == 2 else part})" for step, part in enumerate(subdivisions))
