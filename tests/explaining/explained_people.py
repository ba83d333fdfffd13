"""Invented people in the Department's layout, one for each way a conviction can end."""

from doj_rows import make_arrest, make_row


def court(person: str, cycle: int, charge: str, day: str, **values: str) -> list[str]:
    """A felony conviction of a person's cycle in Los Angeles County, in a case of its own."""
    given = {
        "SUBJECT_ID": person,
        "CII_NUMBER": f"A{person}",
        "CNT_ORDER": f"{cycle}002001000",
        "OFN": f"BA{person[-3:]}{cycle}",
        "CYC_DATE": day,
        "STP_EVENT_DATE": day,
        "DISP_DATE": day,
        "OFFENSE_DESCR": charge,
        "OFFENSE_TOC": "F",
        "CONV_STAT_DESCR": "FELONY",
    }
    return make_row(**{**given, **values})


def arrest(person: str, cycle: int, day: str, **values: str) -> list[str]:
    """The arrest of the same cycle."""
    given = {"SUBJECT_ID": person, "CNT_ORDER": f"{cycle}001001000", "CYC_DATE": day, "STP_EVENT_DATE": day}
    return make_arrest(**{**given, **values})


def _named(name: str, born: str) -> dict[str, str]:
    return {"PRI_NAME": name, "PRI_DOB": born}


GROWER = _named("ACRE,GRACE A", "19620505")
SELLER = _named("BYRD,SAMUEL", "19850909")
STRIKER = _named("COLE,STANLEY", "19600320")
OPEN = _named("DRAKE,OPAL", "19800101")
AGED = _named("EASTON,PETER", "19640909")
JAIL = {"DISP_DESCR": "CONVICTED-JAIL", "SENT_LOC_DESCR": "JAIL", "SENT_LENGTH": "090", "SENT_TIME_CODE": "D"}
PROBATION = {
    "DISP_DESCR": "CONVICTED-PROBATION",
    "SENT_LOC_DESCR": "PROBATION",
    "SENT_LENGTH": "036",
    "SENT_TIME_CODE": "M",
}

DISMISSED, REDESIGNATED, DISQUALIFIED = "BA001101", "BA002102", "BA003102"
HAND_REVIEW, POLICY_ONLY, TWELVE = "BA004102", "BA005101", "BA006120"
VIETNAMESE, HAN = "BA007101", "BA008101"

ROWS = [
    # Dismissed and sealed by the statute: growing, the number of plants unknown.
    arrest("60000001", 101, "19880808", **GROWER),
    court("60000001", 101, "11358 HS-CULTIVATE MARIJUANA", "19881010", **GROWER, **PROBATION),
    # Redesignated: possession for sale, a recent theft, no criterion of the policy.
    arrest("60000002", 101, "20140301", **SELLER),
    court(
        "60000002", 101, "484(A) PC-THEFT", "20140402",
        **SELLER, **JAIL, OFFENSE_TOC="M", CONV_STAT_DESCR="MISDEMEANOR",
    ),
    arrest("60000002", 102, "20130120", **SELLER),
    court("60000002", 102, "11359 HS-POSSESS MARIJUANA FOR SALE", "20130303", **SELLER, **JAIL),
    # Not eligible: a murder before the sale.
    arrest("60000003", 101, "19850101", **STRIKER),
    court("60000003", 101, "187(A) PC-MURDER:FIRST DEGREE", "19850303", **STRIKER),
    arrest("60000003", 102, "20030601", **STRIKER),
    court("60000003", 102, "11359 HS-POSSESS MARIJUANA FOR SALE", "20040115", **STRIKER, **JAIL),
    # Hand review: a kidnapping whose circumstances the row does not tell; no arrest row for the sale.
    court("60000004", 101, "207(A) PC-KIDNAPPING", "20010303", **OPEN, CYC_DATE=""),
    court("60000004", 102, "11359 HS-POSSESS MARIJUANA FOR SALE", "20110615", **OPEN, **JAIL, CYC_DATE=""),
    # By the policy alone: possession for sale long ago, fifty years or older, probation by time.
    arrest("60000005", 101, "19860120", **AGED),
    court("60000005", 101, "11359 HS-POSSESS MARIJUANA FOR SALE", "19860303", **AGED, **PROBATION),
    # Twelve priors of the same offense, and a long name.
    *(
        court(
            "60000006", 101 + number, "11359 HS-POSSESS MARIJUANA FOR SALE", f"19{80 + number}0301",
            PRI_NAME="FEATHERSTONEHAUGH-CHOLMONDELEY,MAXIMILIANA WILHELMINA BARTHOLOMEA THE ELDER",
            PRI_DOB="19500101",
        )
        for number in range(12)
    ),
    court(
        "60000006", 120, "11359 HS-POSSESS MARIJUANA FOR SALE", "20000301",
        PRI_NAME="FEATHERSTONEHAUGH-CHOLMONDELEY,MAXIMILIANA WILHELMINA BARTHOLOMEA THE ELDER",
        PRI_DOB="19500101",
    ),
    court("60000007", 101, "11358 HS-CULTIVATE MARIJUANA", "19990301", PRI_NAME="NGUYỄN,ĐỨC THỊNH"),
    court("60000008", 101, "11358 HS-CULTIVATE MARIJUANA", "19990301", PRI_NAME="李,小明"),
]  # fmt: skip
