"""What the California codes are called in records, and which of their sections end in a letter."""

# A letter behind a number is usually a subdivision without its brackets (`11357B`), but these are sections
# of their own: without the list `288A(C)(2)(A) PC` would be read as 288(a), `653F PC` as 653(f).
_LETTER_SECTIONS = """
21a 146a 146b 146c 146d 146e 148a 149a 192a 264a 266a 266b 266c 266d 266e 266f 266g 266h 266i 266j
273a 273ab 273d 273f 273g 273h 288a 337a 337f 347b 402a 422a 422b 477a 481a 484b 484c 484d 484e
484f 484g 484h 484i 484j 487a 487b 487c 487d 487e 487f 487g 487h 487i 487j 487k 496a 496b 496c
496d 496e 498a 499b 499c 499d 501a 537b 537c 537d 537e 537f 537g 538a 538b 538c 538d 538e 538f
538g 538h 565a 593a 593b 593c 593d 593e 593f 593g 597a 597b 597c 597d 597e 597f 597g 597h 597i
597j 597k 597l 597m 597n 597o 597p 597q 597r 597s 597t 597u 597v 597x 597y 597z 602a 631a 632a
636a 647a 647b 647c 647d 647e 653b 653c 653d 653f 653g 653h 653i 653j 653k 653m 653n 653o 653p
653q 653r 653s 653t 653u 653v 653w 653x 653y 653z 1203.4a 1203a 1203b
"""
LETTER_SECTIONS = frozenset(_LETTER_SECTIONS.split())

# Every spelling (without blanks) → the two letters.
CODES = {
    name: code
    for code, names in {
        "HS": "HS H&S HSC H&SCODE HSCODE HEALTHANDSAFETYCODE HEALTH&SAFETYCODE HEALTHANDSAFETY HEALTH&SAFETY "
        "HEALTH&SAFCODE HEALTHANDSAFCODE HEALTH&SAF HEALTHANDSAF",
        "PC": "PC CPC PENALCODE PENAL PEN PENCODE",
        "VC": "VC CVC VEHICLECODE VEH VEHCODE",
        "BP": "BP B&P BPC BUSINESSANDPROFESSIONSCODE",
        "WI": "WI WIC W&I WELFAREANDINSTITUTIONSCODE",
        "MV": "MV M&V MVC MILITARYANDVETERANSCODE",
        "FG": "FG F&G FGC",
        "HN": "HN H&N",
        "RT": "RT R&T",
        "PR": "PR PRC",
        "GC": "GC GOVERNMENTCODE",
        "CC": "CC",
        "CP": "CP CCP",
        "ED": "ED EC",
        "EL": "EL",
        "EV": "EV",
        "FA": "FA",
        "FC": "FC",
        "FI": "FI",
        "IC": "IC IN",
        "LC": "LC LA",
        "PB": "PB",
        "PU": "PU",
        "SH": "SH",
        "UI": "UI",
        "WA": "WA WC",
        "US": "US",
        "CO": "CO",
        "MC": "MC",
        "LM": "LM",
    }.items()
    for name in names.split()
}
