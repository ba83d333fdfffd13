"""The spellings of codes, sections and subdivisions in records, as patterns over text in capitals."""

import re

CODE_WORDS = (
    r"(?:HEALTH\s*(?:AND|&)\s*SAF(?:ETY|\.)(?:\s*CODE)?|PEN(?:AL|\.)(?:\s*CODE)?|VEH(?:ICLE|\.)\s*CODE|"
    r"GOVERNMENT\s*CODE|H\s*[&/]\s*S(?:\s*CODE)?|H\.\s*(?:&\s*)?S|P\.\s*C|V\.\s*C|"
    r"B\s*&\s*P|W\s*&\s*I|M\s*&\s*V|F\s*&\s*G|H\s*&\s*N|R\s*&\s*T|"
    r"HSC|HS|CPC|PC|CVC|VC|VEH|PEN|BPC|BP|WIC|WI|MVC|MV|FGC|FG|HN|RT|PRC|PR|GC|CCP|CP|CC|ED|EC|EL|EV|FA|FC|FI|"
    r"IC|IN|LC|PB|PU|SH|UI|WA|WC|US|CO|[A-Z]{0,3}MC|LA|LM)"
)
# A code, and one written before its section (`HS-11359`, `(HS) 11359`) or behind a sign (`11359/HS`).
CODE = re.compile(rf"{CODE_WORDS}(?![A-Z])\.?")
CODE_BEFORE = re.compile(
    rf"(?:\(\s*{CODE_WORDS}\s*\)|{CODE_WORDS}(?![A-Z])\.?)(?:\s*[-:,]\s*(?=[0-9§]|SEC))?"
)
CODE_BEHIND = re.compile(
    rf"\s*(?:\(\s*{CODE_WORDS}\s*\)|(?:[/,]\s*(?:OF\s+THE\s+)?{CODE_WORDS}|-\s*HS)(?![A-Z])\.?(?!\s*[0-9§]))"
)
SIGN = re.compile(r"§+\s*|SECTION\s+|SEC\.?\s+")
# A spreadsheet writes the number 11359 as 11359.0; no section ends in nothing but zeros.
NUMBER = re.compile(r"0{0,3}([1-9][0-9]{0,5}(?:\.(?!0+(?![0-9]))[0-9]{1,3}){0,2})(?:\.0+(?![0-9]))?")
SUBDIVISION_WORD = re.compile(r"\s*,?\s*SUB(?:DIVISIONS?|DIV|DS?)?\.?\s*(?=\(|[A-Z](?![A-Z]))")
BRACKETED = re.compile(r"\s*\(\s*([A-Z0-9]{1,4})\s*\)")
# Without brackets: `11357B`, `11360A2`, `288A(C)`, `11357 B HS`, `HS 11357 B`, `11357-B HS`; `11357 HS (B)`.
LETTERED = re.compile(r"([A-Z]{1,2})([0-9]{0,2})(?![A-Z0-9])")
LOOSE = re.compile(r"\s+([A-Z])([0-9]{0,2})(?=\s+(?:HS|PC|VC)\b)")
LOOSE_AT_END = re.compile(r"\s+([A-Z])([0-9]{0,2})(?=\s*$)")
HYPHENED = re.compile(r"-([A-Z])([0-9]{0,2})(?=\s*(?:HS|PC|VC)?\s*(?:[-:]|$))")
BEHIND_THE_CODE = re.compile(r"\s*\(\s*([A-E])\s*\)")
DIGITS = re.compile(r"[0-9]{1,2}(?![0-9.])")
ODD_CODE = re.compile(r"\s+([A-Z]{2})(?![A-Z0-9])")
JOIN = re.compile(r"\s*[/\-&+]\s*|\s+(?=(?:HS\s*|PC\s*)?(?:664|182|1135[789]|11360|11530|11531)(?![0-9]))")
PREFIX = re.compile(
    r"\s*(?:(?P<attempt>ATT(?:EMPT(?:ED)?)?)|CONSP(?:IRACY)?)\b\.?\s*[:\-]?\s*(?:TO\s+)?(?:COMMIT\s+)?"
)
# The description stands behind a hyphen or colon; a degree needs neither (`459 PC 1ST DEGREE`).
LITERAL = re.compile(
    r"\s*(?:(?:[-–—:]+\s*|[/,]?\s*(?=\(?(?:1ST|2ND|FIRST|SECOND)\b))(?P<literal>.*))?", re.DOTALL
)
CHARGE_WORD = re.compile(r"(?<![A-Z])(?:CHRGS?|CHARGES?)\s*:?\s*")
TOKEN = re.compile(rf"(?<![A-Z0-9.(])(?:{CODE_WORDS}\.?\s*(?:§\s*)?)?(?=[0-9])")
CANNABIS_NUMBER = re.compile(r"(?:1135[789]|1136[01]|1153[012])(?:\.[0-9]{1,3})?")
