#!/usr/bin/env python3
"""Invented Department of Justice bulk conviction files, of any size, with the irregularities of real ones.

Standard library only; the same options give the same bytes; memory stays flat. Every person, number and
case is made up (Social Security numbers from the never issued 9xx range, so that their absence from a
workspace can be tested).

    python3 build/sample_doj.py --people 2000 --irregular 0.3 --broken 8 --out county.dat --truth county.json

`--truth` writes what the file holds: lines, people, convictions in the county by section, and the lines
that cannot be read, each with its reason. Broken lines are extra copies of good rows, so they change
nothing else.
"""

import argparse
import csv
import io
import itertools
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import sample_words as words
from sample_recipe import Recipe, Truth

AT = {name: index for index, name in enumerate(words.COLUMNS)}
Row = list[str]
_SECTION = re.compile(r"(?<!\d)(11357|11358|11359|11360)(?![\d.])")


class _Weighted:
    """A choice among items by weight."""

    def __init__(self, items: Sequence[tuple[str, float]], weights: Sequence[float]) -> None:
        self.items, self.cumulative = items, list(itertools.accumulate(weights))

    def pick(self, chance: random.Random) -> tuple[str, bool]:
        text, felonies = chance.choices(self.items, cum_weights=self.cumulative)[0]
        return text, chance.random() < felonies


class SampleFile:
    """One sample file: `lines()` yields it, `truth` says afterwards what was in it."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.truth = Truth()
        self._chance = random.Random(recipe.seed)
        self._subject = 20_000_000
        self._record = 0
        self._others = _Weighted([(c[0], c[1]) for c in words.OTHER], [c[2] for c in words.OTHER])
        self._cannabis = {year: _cannabis_of(year) for year in range(1961, 2019)}
        self._elsewhere = [name for name in words.COUNTIES if name != recipe.county]

    def lines(self) -> Iterator[bytes]:
        """The lines of the file, each with its line end."""
        recipe, truth = self.recipe, self.truth
        if recipe.header:
            truth.header = truth.lines = 1
            yield (b"\xef\xbb\xbf" if recipe.bom else b"") + self._line(list(words.COLUMNS))
        breaks = self._where_to_break()
        for number, row in enumerate(self._rows(), 1):
            line = self._line(row)
            truth.lines += 1
            yield line
            for kind in breaks.get(number, ()):
                truth.lines += 1
                truth.broken[truth.lines] = kind
                yield self._line_broken(kind, row)

    def _where_to_break(self) -> dict[int, list[str]]:
        """Every person has at least two rows, so there always is a row to follow."""
        places: dict[int, list[str]] = {}
        kinds = itertools.cycle(("too few fields", "too many fields", "stray quote"))
        for _ in range(self.recipe.broken):
            places.setdefault(self._chance.randint(1, 2 * self.recipe.people), []).append(next(kinds))
        return places

    def _line(self, row: Row) -> bytes:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n" if self.recipe.crlf else "\n").writerow(row)
        if text.getvalue().isascii():
            return text.getvalue().encode("ascii")
        self.truth.latin1_lines += 1
        return text.getvalue().encode("latin-1")

    def _line_broken(self, kind: str, row: Row) -> bytes:
        row = row.copy()
        row[AT["PRI_NAME"]] = "BROKEN,LINE"
        if kind == "too few fields":
            return self._line(row[:60])
        if kind == "too many fields":
            return self._line([*row, "MORE", "#"])
        return self._line(row).replace(b'"BROKEN,LINE"', b'"BROKEN,LINE')

    def _rows(self) -> Iterator[Row]:
        for _ in range(self.recipe.people):
            history = self._history()
            self.truth.people += 1
            yield from self._numbered(history)
            if self._chance.random() < self.recipe.second_ids:
                self.truth.second_ids += 1
                self._subject += 1
                again = [row.copy() for row in history[: max(1, len(history) // 2)]]
                for row in again:
                    row[AT["SUBJECT_ID"]] = str(self._subject)
                yield from self._numbered(again)

    def _numbered(self, rows: list[Row]) -> Iterator[Row]:
        for row in rows:
            self._record += 1
            row[0] = str(self._record)
            yield row
            if self._chance.random() < self.recipe.duplicate_rows:
                self.truth.duplicate_rows += 1
                yield row

    # ── one person ──────────────────────────────────────────────────────────────────────────────

    def _history(self) -> list[Row]:
        chance, recipe = self._chance, self.recipe
        identity, born = self._identity()
        arrests = []
        for _ in range(chance.choices((1, 2, 3), (82, 14, 4))[0]):
            on = self._arrest_day(born)
            charges = [self._cannabis[on.year].pick(chance)]
            while chance.random() < 0.3 and len(charges) < 4:
                charges.append(self._others.pick(chance))
            arrests.append((on, recipe.county, charges, True))
        for _ in range(int(chance.expovariate(1 / recipe.other_cycles)) if recipe.other_cycles > 0 else 0):
            on = self._arrest_day(born)
            offenses = self._cannabis[on.year] if chance.random() < 0.08 else self._others
            charges = [offenses.pick(chance)]
            while chance.random() < 0.4 and len(charges) < 5:
                charges.append(self._others.pick(chance))
            arrests.append((on, self._county(), charges, chance.random() < 0.55))
        if chance.random() < 0.02:
            arrests.append(
                (self._arrest_day(born), self._county(), [(chance.choice(words.SUPER_STRIKES), True)], True)
            )
        is_registrant = chance.random() < 0.015
        if is_registrant:
            arrests.append(
                (self._arrest_day(born), self._county(), [(chance.choice(words.SEX_OFFENSES), False)], True)
            )
        arrests.sort(key=lambda arrest: arrest[0])
        rows: list[Row] = []
        for cycle, (on, county, charges, convicted) in enumerate(arrests, 101):
            rows += self._cycle(identity, born, cycle, on, county, charges, convicted)
        return rows + self._closing_cycles(identity, 101 + len(arrests), arrests[-1][0], is_registrant)

    def _closing_cycles(self, identity: Row, cycle: int, last: date, is_registrant: bool) -> list[Row]:
        """Registration and death, each a cycle of its own."""
        rows = []
        later = min(last + timedelta(days=self._chance.randint(60, 4000)), self.recipe.extracted_on)
        agency = "CASO " + self.recipe.county
        if is_registrant or self._chance.random() < 0.02:
            row = self._row(
                identity, cycle, 1, 1, later, later, "R", "REGISTRATION", self.recipe.county, agency
            )
            section = (
                "290 PC-REGISTRATION OF SEX OFFENDER" if is_registrant else "11590 HS-REG CNTL SUB OFFENDER"
            )
            row[AT["OFFENSE_DESCR"]] = section
            rows.append(row)
        if self._chance.random() < 0.04:
            self.truth.deceased += 1
            cycle += len(rows)
            rows.append(
                self._row(identity, cycle, 1, 1, later, later, "D", "DECEASED", self.recipe.county, agency)
            )
        return rows

    def _county(self) -> str:
        return self.recipe.county if self._chance.random() < 0.6 else self._chance.choice(self._elsewhere)

    def _arrest_day(self, born: date) -> date:
        """From the sixteenth birthday or 1961 on, more often young, by the end of 2018."""
        first = max(born.toordinal() + 16 * 366, date(1961, 1, 1).toordinal())
        last = date(2018, 12, 31).toordinal()
        return date.fromordinal(first + int(min(self._chance.expovariate(1 / 4200), max(last - first, 1))))

    def _identity(self) -> tuple[Row, date]:
        chance = self._chance
        self._subject += chance.randint(1, 40)
        row = [""] * len(words.COLUMNS)
        sex = "F" if chance.random() < 0.16 else "M"
        surname = chance.choice(words.SURNAMES)
        if self.recipe.accents and chance.random() < 0.01:
            surname = chance.choice(words.ACCENTED_SURNAMES)
        name = f"{surname},{chance.choice(words.GIVEN_NAMES[sex])}"
        if chance.random() < 0.6:
            name += " " + chance.choice("ABCDEGHJLMNRST")
        born = date(int(chance.triangular(1928, 1996, 1970)), chance.randint(1, 12), chance.randint(1, 28))
        is_numeric = chance.random() < 0.3
        cii = (
            f"{chance.randint(10**9, 2 * 10**9):010d}"
            if is_numeric
            else f"A{chance.randint(10**6, 4 * 10**7):08d}"
        )
        race_code, race = chance.choices(
            (("H", "HISPANIC"), ("W", "WHITE"), ("B", "BLACK"), ("X", "UNKNOWN")), (40, 30, 24, 6)
        )[0]
        born_text = f"{born:%Y%m%d}"
        if chance.random() < self.recipe.irregular * 0.05:
            self.truth.irregular["birth date"] += 1
            born_text = chance.choice(("", f"{born:%Y}0000", f"{born:%Y%m}00", "19991332"))
        _put(row, SUBJECT_STATUS="M", SUBJECT_ID=str(self._subject), REQ_CII_NUMBER=cii, CII_NUMBER=cii)
        _put(row, PRI_NAME=name, GENDER=sex, PRI_DOB=born_text, RACE_CODE=race_code, RACE_DESCR=race)
        _put(
            row,
            PRI_SSN=f"9{chance.randint(0, 99_999_999):08d}",
            PRI_CDL=f"N{chance.randint(0, 9_999_999):07d}",
        )
        _put(row, HEIGHT="508", WEIGHT=str(chance.randint(105, 280)), CITIZENSHIP_LIST="US", CII_TYPE="01")
        for name_of_separator in ("REQ", "PII", "PDR", "CYC", "STP", "CNT", "SENT"):
            row[AT[name_of_separator + "_SEG_SEP"]] = "#"
        row[AT["END_OF_REC"]] = "#"
        if self.recipe.padded:
            _put(row, STP_ORI_TYPE=" " * 9 + "x", OFFENSE_QUAL_LST=" " * 23, SENT_TIME_DESCR=" " * 18)
            row[AT["CITIZENSHIP_LIST"]] = "US" + " " * 18
        return row, born

    # ── one arrest and what the court made of it ───────────────────────────────────────────────

    def _cycle(
        self,
        identity: Row,
        born: date,
        cycle: int,
        on: date,
        county: str,
        charges: list[tuple[str, bool]],
        guilty: bool,
    ) -> list[Row]:
        chance, rows = self._chance, []
        court_day = min(on + timedelta(days=chance.randint(3, 240)), self.recipe.extracted_on)
        is_home = county == self.recipe.county
        agency = chance.choice(words.AGENCIES) if is_home and county == "LOS ANGELES" else f"CAPD {county}"
        place = f"LOS ANGELES {chance.choice(words.COURT_PLACES)}" if county == "LOS ANGELES" else county
        court = ("CAMC " if on.year < 2000 and not charges[0][1] else "CASC ") + place
        if chance.random() < 0.05:
            court = court.replace(" ", "", 1)
        age = str((on - born).days * 100 // 36525)
        for number, (text, is_felony) in enumerate(charges, 1):
            row = self._row(identity, cycle, 1, number, on, on, "A", "ARREST/DETAINED/CITED", county, agency)
            _put(row, OFFENSE_DESCR=text, OFFENSE_TOC="FM"[not is_felony], CYC_AGE=age)
            rows.append(row)
        case = self._case_number(any(is_felony for _, is_felony in charges))
        for number, (text, is_felony) in enumerate(charges, 1):
            row = self._row(identity, cycle, 2, number, court_day, on, "C", "COURT ACTION", county, court)
            _put(row, OFFENSE_DESCR=text, OFFENSE_TOC="FM"[not is_felony], CYC_AGE=age)
            if number == 1 or chance.random() < 0.5:
                _put(row, OFN=case, FE_NUM_CRT_CASE=case)
            if guilty and (number == 1 or chance.random() < 0.45):
                rows += self._conviction(row, is_felony, is_home)
            else:
                row[AT["DISP_DESCR"]] = chance.choice(words.NOT_CONVICTED)
                rows.append(row)
        later = court_day + timedelta(days=chance.randint(60, 900))
        if guilty and later < self.recipe.extracted_on and chance.random() < 0.08:
            row = self._row(identity, cycle, 3, 1, later, on, "C", "COURT ACTION", county, court)
            _put(row, OFFENSE_DESCR=charges[0][0], OFN=case, DISP_DESCR=chance.choice(words.LATER_STEPS))
            rows.append(row)
        return rows

    def _row(
        self, identity: Row, cycle: int, step: int, count: int, on: date, arrested: date, code: str,
        kind: str, county: str, agency: str,
    ) -> Row:  # fmt: skip
        row = identity.copy()
        _put(row, CYC_ORDER=f"{cycle:03d}", CYC_DATE=f"{arrested:%Y%m%d}", STP_ORDER=f"{step:03d}")
        _put(
            row,
            STP_EVENT_DATE=f"{on:%Y%m%d}",
            DISP_DATE=f"{on:%Y%m%d}",
            STP_TYPE_CODE=code,
            STP_TYPE_DESCR=kind,
        )
        _put(
            row,
            STP_ORI_DESCR=agency,
            STP_ORI_CNTY_NAME=county,
            CNT_ORDER=f"{cycle:03d}{step:03d}{count:03d}000",
        )
        return row

    def _case_number(self, is_felony: bool) -> str:
        chance = self._chance
        if is_felony:
            number = chance.choice(("BA", "NA", "TA", "KA", "PA")) + f"{chance.randint(1000, 499_999):06d}"
            return number + f"-{chance.randint(1, 3):02d}" if chance.random() < 0.5 else number
        return (
            f"{chance.randint(0, 9)}{chance.choice(('CJ', 'LB', 'PS', 'VY'))}{chance.randint(1, 99_999):05d}"
        )

    def _conviction(self, row: Row, is_felony: bool, is_home: bool) -> list[Row]:
        chance, truth = self._chance, self.truth
        kind = chance.choices(("PROBATION", "JAIL", "PRISON"), (60, 22, 15) if is_felony else (65, 35, 0))[0]
        level = "FELONY" if is_felony else "MISDEMEANOR"
        _put(row, DISP_DESCR=f"CONVICTED-{kind}", CONV_STAT_DESCR=level)
        truth.convictions += 1
        if is_home and (found := _SECTION.search(row[AT["OFFENSE_DESCR"]])):
            truth.in_county[found[1]] += 1
            truth.felonies_in_county += is_felony
        if chance.random() < self.recipe.irregular:
            self._make_odd(row)
        sentence = {
            "PRISON": [("P", "PRISON", str(chance.choice((1, 2, 3, 4))), "Y", "YEARS")],
            "JAIL": [("J", "JAIL", str(chance.choice((10, 30, 90, 180))), "D", "DAYS")],
            "PROBATION": [("P", "PROBATION", "36", "M", "MONTHS"), ("J", "JAIL", "30", "D", "DAYS")],
        }[kind]
        if chance.random() < 0.25:
            sentence.append(("F", "FINE", "", "", ""))
        parts = []
        for order, (code, place, length, unit, unit_text) in enumerate(sentence, 1):
            part = row.copy()
            unit_text = unit_text.ljust(10) if self.recipe.padded else unit_text
            _put(part, SENT_ORDER=f"{order:03d}", SENT_LOC_CODE=code, SENT_LOC_DESCR=place)
            _put(part, SENT_LENGTH=length, SENT_TIME_CODE=unit, SENT_TIME_DESCR=unit_text)
            parts.append(part)
        return parts

    def _make_odd(self, row: Row) -> None:
        """One irregularity that real deliveries have; none of them makes the row unreadable."""
        changes = words.oddities(*(row[AT[name]] for name in words.ODD_COLUMNS))
        kind = self._chance.choice(list(changes))
        self.truth.irregular[kind] += 1
        _put(row, **changes[kind])


def _cannabis_of(year: int) -> _Weighted:
    charges = [charge for charge in words.CANNABIS if charge[3] <= year <= charge[4]]
    return _Weighted([(charge[0], charge[1]) for charge in charges], [charge[2] for charge in charges])


def _put(row: Row, **values: str) -> None:
    for name, value in values.items():
        row[AT[name]] = value


def write(recipe: Recipe, target: Path) -> Truth:
    """Write the file and return what it holds."""
    sample = SampleFile(recipe)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb", buffering=1 << 20) as out:
        out.writelines(sample.lines())
    return sample.truth


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path, help="write what the file holds, as JSON")
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--county", default=Recipe.county)
    parser.add_argument(
        "--other-cycles", type=float, default=Recipe.other_cycles, help="14: some 60 rows a person"
    )
    parser.add_argument("--irregular", type=float, default=Recipe.irregular, help="share of odd convictions")
    parser.add_argument("--broken", type=int, default=0, help="extra lines that cannot be read")
    parser.add_argument("--duplicate-rows", type=float, default=Recipe.duplicate_rows)
    parser.add_argument("--second-ids", type=float, default=Recipe.second_ids)
    for flag in ("accents", "padded", "bom", "crlf"):
        parser.add_argument(f"--{flag}", action="store_true")
    parser.add_argument("--no-header", dest="header", action="store_false")
    options = vars(parser.parse_args())
    target, truth_file = options.pop("out"), options.pop("truth")
    truth = write(Recipe(**options), target)
    if truth_file:
        truth_file.write_text(truth.as_json(), encoding="utf-8")
    print(f"{target}: {truth.lines} lines, {truth.people} people, {truth.convictions} convictions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
