"""The 95 columns of the Department of Justice layout by name (formats/doj.md, "Columns")."""

COLUMNS = tuple(
    [
        "RECORD_ID",
        "SUBJECT_STATUS",
        "SUBJECT_ID",
        "REQ_SEG_SEP",
        "REQ_CII_NUMBER",
        "REQ_NAME",
        "REQ_GENDER",
        "REQ_DOB",
        "REQ_CDL",
        "REQ_SSN",
        "PII_SEG_SEP",
        "CII_NUMBER",
        "PRI_NAME",
        "GENDER",
        "PRI_DOB",
        "PRI_SSN",
        "PRI_CDL",
        "PRI_IDN",
        "PRI_INN",
        "FBI_NUMBER",
        "PDR_SEG_SEP",
        "RACE_CODE",
        "RACE_DESCR",
        "EYE_COLOR_CODE",
        "EYE_COLOR_DESCR",
        "HAIR_COLOR_CODE",
        "HAIR_COLOR_DESCR",
        "HEIGHT",
        "WEIGHT",
        "SINGLE_SOURCE",
        "MULTI_SOURCE",
        "POB_CODE",
        "POB_NAME",
        "POB_TYPE",
        "CITIZENSHIP_LIST",
        "CYC_SEG_SEP",
        "CYC_ORDER",
        "CYC_DATE",
        "STP_SEG_SEP",
        "STP_ORDER",
        "STP_EVENT_DATE",
        "STP_TYPE_CODE",
        "STP_TYPE_DESCR",
        "STP_ORI_TYPE",
        "STP_ORI_TYPE_DESCR",
        "STP_ORI_CODE",
        "STP_ORI_DESCR",
        "STP_ORI_CNTY_CODE",
        "STP_ORI_CNTY_NAME",
        "CNT_SEG_SEP",
        "CNT_ORDER",
        "DISP_DATE",
        "OFN",
        "OFFENSE_CODE",
        "OFFENSE_DESCR",
        "OFFENSE_TOC",
        "OFFENSE_QUAL_LST",
        "DISP_OFFENSE_CODE",
        "DISP_OFFENSE_DESCR",
        "DISP_OFFENSE_TOC",
        "DISP_OFFENSE_QUAL_LST",
        "CONV_OFFENSE_ORDER",
        "CONV_OFFENSE_CODE",
        "CONV_OFFENSE_DESCR",
        "CONV_OFFENSE_TOC",
        "CONV_OFFENSE_QUAL_LST",
        "FE_NUM_ORDER",
        "FE_NUM_ARR_AGY",
        "FE_NUM_BNCH_WARR",
        "FE_NUM_CITE",
        "FE_NUM_DOCKET",
        "FE_NUM_INCIDENT",
        "FE_NUM_BOOKING",
        "FE_NUM_NUMBER",
        "FE_NUM_REMAND",
        "FE_NUM_OOS_INN",
        "FE_NUM_CRT_CASE",
        "FE_NUM_WARRANT",
        "DISP_ORDER",
        "DISP_CODE",
        "DISP_DESCR",
        "CONV_STAT_CODE",
        "CONV_STAT_DESCR",
        "SENT_SEG_SEP",
        "SENT_ORDER",
        "SENT_LOC_CODE",
        "SENT_LOC_DESCR",
        "SENT_LENGTH",
        "SENT_TIME_CODE",
        "SENT_TIME_DESCR",
        "CYC_AGE",
        "CII_TYPE",
        "CII_TYPE_ALPHA",
        "COMMENT_TEXT",
        "END_OF_REC",
    ]
)
WIDTH = 95

_AT = {name: index for index, name in enumerate(COLUMNS)}

RECORD_ID = _AT["RECORD_ID"]
SUBJECT_ID = _AT["SUBJECT_ID"]
REQ_CII_NUMBER = _AT["REQ_CII_NUMBER"]
REQ_NAME = _AT["REQ_NAME"]
REQ_GENDER = _AT["REQ_GENDER"]
REQ_DOB = _AT["REQ_DOB"]
CII_NUMBER = _AT["CII_NUMBER"]
PRI_NAME = _AT["PRI_NAME"]
GENDER = _AT["GENDER"]
FBI_NUMBER = _AT["FBI_NUMBER"]
PRI_DOB = _AT["PRI_DOB"]
RACE_DESCR = _AT["RACE_DESCR"]
CYC_SEG_SEP = _AT["CYC_SEG_SEP"]
CYC_DATE = _AT["CYC_DATE"]
STP_EVENT_DATE = _AT["STP_EVENT_DATE"]
STP_TYPE_DESCR = _AT["STP_TYPE_DESCR"]
STP_ORI_CODE = _AT["STP_ORI_CODE"]
STP_ORI_DESCR = _AT["STP_ORI_DESCR"]
STP_ORI_CNTY_NAME = _AT["STP_ORI_CNTY_NAME"]
CNT_ORDER = _AT["CNT_ORDER"]
DISP_DATE = _AT["DISP_DATE"]
OFN = _AT["OFN"]
OFFENSE_CODE = _AT["OFFENSE_CODE"]
OFFENSE_DESCR = _AT["OFFENSE_DESCR"]
OFFENSE_TOC = _AT["OFFENSE_TOC"]
DISP_OFFENSE_CODE = _AT["DISP_OFFENSE_CODE"]
DISP_OFFENSE_DESCR = _AT["DISP_OFFENSE_DESCR"]
CONV_OFFENSE_CODE = _AT["CONV_OFFENSE_CODE"]
CONV_OFFENSE_DESCR = _AT["CONV_OFFENSE_DESCR"]
CONV_OFFENSE_TOC = _AT["CONV_OFFENSE_TOC"]
FE_NUM_BOOKING = _AT["FE_NUM_BOOKING"]
FE_NUM_CRT_CASE = _AT["FE_NUM_CRT_CASE"]
DISP_DESCR = _AT["DISP_DESCR"]
CONV_STAT_DESCR = _AT["CONV_STAT_DESCR"]
SENT_ORDER = _AT["SENT_ORDER"]
SENT_LOC_CODE = _AT["SENT_LOC_CODE"]
SENT_LOC_DESCR = _AT["SENT_LOC_DESCR"]
SENT_LENGTH = _AT["SENT_LENGTH"]
SENT_TIME_CODE = _AT["SENT_TIME_CODE"]
COMMENT_TEXT = _AT["COMMENT_TEXT"]

# Never stored, never printed (formats/doj.md).
SECRET = tuple(_AT[name] for name in ("REQ_CDL", "REQ_SSN", "PRI_SSN", "PRI_CDL"))

# Text typed by people, in which a Social Security number may stand (contract, point 22).
FREE_TEXT = tuple(index for name, index in _AT.items() if name.endswith("_DESCR") or name == "COMMENT_TEXT")
