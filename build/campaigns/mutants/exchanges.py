"""What is taken for what when a mistake is planted: signs, words of Python, words of the field."""

import ast

# operator in the source → the mistaken one
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip
_PAIRS = (
    ("any", "all"), ("min", "max"), ("any_of", "all_of"), ("lower", "upper"), ("lstrip", "rstrip"),
    ("find", "rfind"), ("partition", "rpartition"), ("startswith", "endswith"), ("match", "search"),
    ("removeprefix", "removesuffix"), ("earliest", "latest"), ("fullmatch", "match"),
)  # fmt: skip
EXCHANGED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])} | {"match": "search"}
# A member of a closed vocabulary → the one it is most dangerous to take it for.
MEMBERS = {
    "Tri": {"YES": "UNKNOWN", "NO": "UNKNOWN", "UNKNOWN": "NO"},
    "Outcome": {"DISMISS_SEAL": "HAND_REVIEW", "HAND_REVIEW": "DISMISS_SEAL", "NOT_ELIGIBLE": "DISMISS_SEAL",
                "OUT_OF_SCOPE": "NOT_ELIGIBLE", "REDESIGNATE_MISDEMEANOR": "REDESIGNATE_INFRACTION",
                "REDESIGNATE_INFRACTION": "REDESIGNATE_MISDEMEANOR"},
    "Level": {"FELONY": "MISDEMEANOR", "MISDEMEANOR": "FELONY", "INFRACTION": "MISDEMEANOR"},
    "Disposition": {"CONVICTED": "UNKNOWN", "UNKNOWN": "CONVICTED"},
    "Route": {"PETITION": "APPLICATION", "APPLICATION": "PETITION", "DOJ_LIST": "NONE", "NONE": "DOJ_LIST"},
}  # fmt: skip
