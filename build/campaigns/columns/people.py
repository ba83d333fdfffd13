"""People for the campaign over columns: those of the sample file, with every column filled for many.

To the generator's people come what it makes rarely: earlier and later strikes, registrations, convictions
elsewhere and in juvenile courts, repeated offenses, revocations, set-asides, recent convictions, charges
convicted of that differ from the charge filed, and identities given twice. Nobody is meant.
"""

import csv
import random
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

import sample_doj
import sample_words as words
from sample_recipe import Recipe

AT = sample_doj.AT
Row = list[str]
_CANNABIS = (
    ("11357(A) HS-POSSESS CONCENTRATED CANNABIS", "FM"),
    ("11357(B) HS-POSSESS MARIJUANA 28.5- GRAMS", "MMI"),
    ("11357(C) HS-POSS MARIJUANA OVER 1 OZ/28.5 GRAM", "M"),
    ("11357 HS-POSSESSION OF MARIJUANA", "FM"),
    ("11358 HS-PLANT/CULTIVATE/ETC MARIJUANA/HASH", "F"),
    ("11359 HS-POSSESS MARIJUANA/HASHISH FOR SALE", "F"),
    ("11360(A) HS-GIVE/TRANSP/ETC MARIJ OVER 1 OZ", "F"),
    ("11360(B) HS-GIVE/TRANSP/ETC MARIJ 28.5- GRM", "M"),
)
_LEVELS = {"F": "FELONY", "M": "MISDEMEANOR", "I": "INFRACTION"}
_OTHER = ("459 PC-BURGLARY", "207(A) PC-KIDNAPPING", "653F PC-SOLICIT CRIME", "SEE COMMENT FOR CHARGE")
_DETAILS = {
    "REQ_CDL": "N1112223", "REQ_SSN": "912345678", "PRI_IDN": "1234567", "PRI_INN": "7654321",
    "FBI_NUMBER": "123456AB7", "EYE_COLOR_CODE": "BRO", "EYE_COLOR_DESCR": "BROWN", "HAIR_COLOR_CODE": "BLK",
    "HAIR_COLOR_DESCR": "BLACK", "SINGLE_SOURCE": "N", "MULTI_SOURCE": "Y", "POB_CODE": "CA",
    "POB_NAME": "CALIFORNIA", "POB_TYPE": "S", "CII_TYPE_ALPHA": "M", "STP_ORI_CNTY_CODE": "19",
    "STP_ORI_CODE": "CA0194200", "STP_ORI_TYPE": "SC", "STP_ORI_TYPE_DESCR": "SUPERIOR COURT",
    "OFFENSE_QUAL_LST": "0", "DISP_OFFENSE_QUAL_LST": "0",
    "CONV_OFFENSE_QUAL_LST": "0", "FE_NUM_ORDER": "001", "DISP_ORDER": "001",
}  # fmt: skip
_NUMBERS = (
    "ARR_AGY",
    "BNCH_WARR",
    "CITE",
    "DOCKET",
    "INCIDENT",
    "BOOKING",
    "NUMBER",
    "REMAND",
    "OOS_INN",
    "WARRANT",
)
_CODES = {"OFFENSE_CODE": "OFFENSE_DESCR", "DISP_OFFENSE_CODE": "DISP_OFFENSE_DESCR",
          "CONV_OFFENSE_CODE": "CONV_OFFENSE_DESCR", "DISP_CODE": "DISP_DESCR",
          "CONV_STAT_CODE": "CONV_STAT_DESCR"}  # fmt: skip


def make_people(number: int, seed: int) -> list[list[Row]]:
    """The rows of so many people, each person's together, every row of 95 texts."""
    recipe = Recipe(number, seed, irregular=0.2, other_cycles=1.2, header=False, second_ids=0)
    lines = (line.decode("latin-1") for line in sample_doj.SampleFile(recipe).lines())
    rows = csv.reader(lines)
    chance = random.Random(seed)
    return [
        _Rich(chance, [*group]).rows() for _, group in groupby(rows, key=lambda row: row[AT["SUBJECT_ID"]])
    ]


class _Rich:
    """One person of the generator, made richer."""

    def __init__(self, chance: random.Random, rows: list[Row]) -> None:
        self.chance, self.made = chance, rows
        self._cycle = 200
        first = min(row[AT["CYC_DATE"]] for row in rows)
        last = max(row[AT["CYC_DATE"]] for row in rows)
        self.first, self.last = _day(first), _day(last)

    def rows(self) -> list[Row]:
        """All rows, numbered, with every column filled that this person can fill."""
        chance = self.chance
        if chance.random() < 0.7:  # a conviction of the county with a level that any law of the time knew
            self._add(chance.choice(_CANNABIS), self._near(-1500, 1500))
        if chance.random() < 0.25:
            charge = chance.choice(_CANNABIS)
            for _ in range(chance.choice((2, 3))):
                self._add(charge, self._near(-4000, 2500))
        if chance.random() < 0.3:
            self._add((chance.choice(words.SUPER_STRIKES + words.SEX_OFFENSES), "F"), self._near(-5000, 1500))
        if chance.random() < 0.15:
            self._add((chance.choice(_OTHER), "F"), self._near(-3000, 3000))
        if chance.random() < 0.1:
            where = chance.choice(("FEDERAL", "OUT OF STATE", "YOLO"))
            self._add((chance.choice(_OTHER), "F"), self._near(-3000, 1500), county=where)
        if chance.random() < 0.12:
            charge = chance.choice([*_CANNABIS, (words.SUPER_STRIKES[0], "F")])
            self._add(charge, self._near(-3000, 1500), court="CAJV LOS ANGELES")
        if chance.random() < 0.1:
            self._register()
        return [self._filled(row) for row in self.made]

    def _near(self, least: int, most: int) -> date:
        day = self.first + timedelta(days=self.chance.randint(least, most))
        return max(min(day, date(2018, 12, 31)), date(1962, 1, 1))

    def _add(
        self, charge: tuple[str, str], on: date, *, county: str = "LOS ANGELES", court: str = ""
    ) -> None:
        """An arrest and a conviction, sometimes with a second one, sometimes followed by something."""
        chance, (text, levels) = self.chance, charge
        self._cycle += 1
        level = chance.choice(levels)
        arrest = self._row(1, 1, on, "A", "ARREST/DETAINED/CITED", "CAPD TORRANCE", county)
        self._put(arrest, OFFENSE_DESCR=text, OFFENSE_TOC=level)
        self.made.append(arrest)
        decided = min(on + timedelta(days=chance.randint(3, 300)), date(2019, 6, 1))
        row = self._row(2, 1, decided, "C", "COURT ACTION", court or f"CASC {county}", county)
        number = f"{chance.choice(('BA', 'TA'))}{chance.randint(1000, 499_999):06d}"
        kind = chance.choice(("PROBATION", "PROBATION", "JAIL", "PRISON"))
        self._put(row, OFFENSE_DESCR=text, OFFENSE_TOC=level, OFN=number, FE_NUM_CRT_CASE=number)
        self._put(row, DISP_DESCR=f"CONVICTED-{kind}", CONV_STAT_DESCR=_LEVELS[level])
        if "SEE COMMENT" in text:
            self._put(row, COMMENT_TEXT=f"CHRG {chance.choice(('187 PC', '211 PC', '11359 HS'))}")
        elif chance.random() < 0.3:
            self._put(row, CONV_OFFENSE_DESCR=text, CONV_OFFENSE_TOC=level, CONV_OFFENSE_ORDER="001")
            self._put(row, OFFENSE_DESCR="11378 HS-POSSESS CONTROL SUBSTANCE FOR SALE", OFFENSE_TOC="F")
            if chance.random() < 0.5:
                self._put(row, DISP_OFFENSE_DESCR=text, DISP_OFFENSE_TOC=level)
        parts = [("J", "JAIL", "90", "D", "DAYS"), ("F", "FINE", "", "", "")]
        if kind == "PROBATION":
            parts.insert(0, ("P", "PROBATION", chance.choice(("36", "60")), "M", "MONTHS"))
        if kind == "PRISON":
            parts = [("P", "PRISON", chance.choice("2345678"), "Y", "YEARS")]
        for order, (code, place, length, unit, unit_text) in enumerate(parts, 1):
            part = row.copy()
            self._put(part, SENT_ORDER=f"{order:03d}", SENT_LOC_CODE=code, SENT_LOC_DESCR=place)
            self._put(part, SENT_LENGTH=length, SENT_TIME_CODE=unit, SENT_TIME_DESCR=unit_text)
            self.made.append(part)
        if chance.random() < 0.2:
            second = self._row(2, 2, decided, "C", "COURT ACTION", court or f"CASC {county}", county)
            other, levels = chance.choice([*_CANNABIS, ("211 PC-ROBBERY", "F"), ("187(A) PC-MURDER", "F")])
            self._put(second, OFFENSE_DESCR=other, OFFENSE_TOC=levels[0], OFN=number)
            self._put(second, DISP_DESCR="CONVICTED-JAIL", CONV_STAT_DESCR=_LEVELS[levels[0]])
            self.made.append(second)
        if chance.random() < 0.35:
            day = min(decided + timedelta(days=chance.randint(30, 900)), date(2019, 6, 1))
            later = self._row(3, 1, day, "C", "COURT ACTION", court or f"CASC {county}", county)
            what = chance.choice([*words.LATER_STEPS, "PROBATION REVOKED", "RESENTENCED PER 11361.8 HS"])
            shown = row[AT["CONV_OFFENSE_DESCR"]] or row[AT["OFFENSE_DESCR"]]
            if "SEE COMMENT" not in shown:
                self._put(later, OFFENSE_DESCR=shown, OFN=number, DISP_DESCR=what)
                self.made.append(later)

    def _register(self) -> None:
        self._cycle += 1
        day = self._near(-3000, 3000)
        row = self._row(1, 1, day, "R", "REGISTRATION", "CASO LOS ANGELES", "LOS ANGELES")
        self._put(row, OFFENSE_DESCR="290 PC-REGISTRATION OF SEX OFFENDER")
        self.made.append(row)

    def _row(self, step: int, count: int, on: date, code: str, kind: str, office: str, county: str) -> Row:
        row = [""] * len(words.COLUMNS)
        row[: AT["CYC_ORDER"]] = self.made[0][: AT["CYC_ORDER"]]
        for name in words.COLUMNS:
            if name.endswith("_SEG_SEP") or name == "END_OF_REC":
                row[AT[name]] = "#"
        day = f"{on:%Y%m%d}"
        self._put(row, RECORD_ID=str(900_000_000 + self.chance.randint(1, 90_000_000)), CII_TYPE="01")
        self._put(row, CYC_ORDER=str(self._cycle), CYC_DATE=day, STP_ORDER=f"{step:03d}", CYC_AGE="25")
        if step > 1:  # the cycle began with the arrest
            row[AT["CYC_DATE"]] = self.made[-1][AT["CYC_DATE"]]
        self._put(row, STP_EVENT_DATE=day, DISP_DATE=day, STP_TYPE_CODE=code, STP_TYPE_DESCR=kind)
        self._put(row, STP_ORI_DESCR=office, STP_ORI_CNTY_NAME=county)
        return self._put(row, CNT_ORDER=f"{self._cycle:03d}{step:03d}{count:03d}000")

    def _put(self, row: Row, **values: str) -> Row:
        for name, value in values.items():
            row[AT[name]] = value
        return row

    def _filled(self, row: Row) -> Row:
        """Everything a row may say besides, in agreement with what it says already."""
        for name, value in _DETAILS.items():
            row[AT[name]] = row[AT[name]] or value
        for name in _NUMBERS:
            row[AT[f"FE_NUM_{name}"]] = row[AT[f"FE_NUM_{name}"]] or f"{name[0]}{row[AT['CNT_ORDER']][:6]}"
        is_twice = int(row[AT["SUBJECT_ID"]]) % 2
        for name, given in (("REQ_NAME", "PRI_NAME"), ("REQ_DOB", "PRI_DOB"), ("REQ_GENDER", "GENDER")):
            row[AT[name]] = row[AT[given]] if is_twice else ""
        for code, told in _CODES.items():
            text = row[AT[told]]
            row[AT[code]] = f"{sum(map(ord, text.upper())) % 90_000 + 10_000}" if text else ""
        return row


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def lines_of(people: Iterable[list[Row]]) -> list[list[str]]:
    """Every row as its 95 fields in the form a line of the file has them, quoted where need be."""
    return [[quoted(value) for value in row] for rows in people for row in rows]


def quoted(value: str) -> str:
    """One field by RFC 4180."""
    return '"' + value.replace('"', '""') + '"' if "," in value or '"' in value else value
