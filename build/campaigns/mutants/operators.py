"""The small mistakes that mutation testing plants in the law's code, one at a time (docs/mutants.md).

Each operator is a mistake somebody could make: a day too early, "and" for "or", unknown taken for no. What
is never mutated, and why, is in `_rule_against`; those places are counted all the same.
"""

import ast
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from campaigns.mutants.exchanges import CALCULATED, COMPARED, EXCHANGED, MEMBERS

_TEXT_METHODS = frozenset(
    "split rsplit partition rpartition startswith endswith removeprefix removesuffix strip lstrip rstrip "
    "replace get pop setdefault fullmatch match search compile".split()
)
_TYPE_WORDS = frozenset("tuple dict list set frozenset type Mapping Callable Sequence Iterable".split())
_PHRASE = re.compile(r"[a-z]+[,:;)]* +\S|\S +[a-z]{2}")
_LOWER_WORDS = re.compile(r"(?<![\w\\])[a-z]{2,}(?!\w)")
_ONLY_SIGNS = re.compile(r"[^A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One planted mistake. `owner` is the outermost function it stands in; empty: it runs at import."""

    module: str
    owner: str
    within: str
    operator: str
    line: int
    before: str
    after: str
    nth: int = 1
    excluded: str = ""

    @property
    def key(self) -> str:
        """What it is called from one run to the next, whatever moves in the file around it."""
        return f"{self.within} | {self.operator} | {self.before} → {self.after} | {self.nth}"


@dataclass(slots=True)
class Site:
    """Where the tree is changed: `parent.field[index]` becomes `new` (None: it is removed)."""

    mutant: Mutant
    parent: ast.AST
    field: str
    index: int | None
    new: Any
    statement: tuple[int, int] = (0, 0)

    def apply(self) -> None:
        """Plant the mistake in the tree the site was found in."""
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        elif self.new is None:
            del getattr(self.parent, self.field)[self.index]
        else:
            getattr(self.parent, self.field)[self.index] = self.new


@dataclass(slots=True)
class _Where:
    """What stands around a node."""

    owner: str = ""
    within: str = ""
    statement: tuple[int, int] = (0, 0)
    is_data: bool = False  # compared, looked up or searched for: not a sentence for people
    is_wording: bool = False


@dataclass(slots=True)
class Mutations:
    """Every mutant of one module, with the tree they are planted in."""

    module: str
    source: str
    tree: ast.Module = field(init=False)
    sites: list[Site] = field(default_factory=list)
    excluded: list[Mutant] = field(default_factory=list)
    _seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.source)
        self._body(self.tree, _Where(within="(module)"))

    def digests(self) -> dict[str, str]:
        """For every owner, what its code is now: a result holds as long as this stays."""
        if not self._digests:
            shown: dict[str, list[str]] = {}
            for node in ast.parse(self.source).body:
                for owner, text in _owned(node, ""):
                    shown.setdefault(owner, []).append(text)
            for owner, texts in shown.items():
                self._digests[owner] = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
        return self._digests

    # -- walking ------------------------------------------------------------------------------------------

    def _body(self, holder: ast.AST, where: _Where) -> None:
        for name in ("body", "orelse", "finalbody"):
            for index, statement in enumerate(getattr(holder, name, [])):
                if isinstance(statement, ast.stmt):
                    self._statement(holder, name, index, statement, where)

    def _statement(self, holder: ast.AST, name: str, index: int, node: ast.stmt, where: _Where) -> None:
        if isinstance(node, ast.FunctionDef):
            self._function(node, where)
            return
        if isinstance(node, ast.ClassDef):
            within = node.name if where.within == "(module)" else f"{where.within}.{node.name}"
            self._body(node, _Where(within=within))
            return
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass | ast.Global | ast.Nonlocal):
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        if not where.owner and _is_of_types(node):
            return
        has_body = hasattr(node, "body")
        end = node.body[0].lineno - 1 if has_body else node.end_lineno or node.lineno
        here = _Where(where.owner, where.within, (node.lineno, max(end, node.lineno)))
        here.is_wording = isinstance(node, ast.Raise)
        self._dropped(holder, name, index, node, here)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            self._assigned(holder, name, index, node, here)
            self._expression(node, "value", None, node.value, here)
            return
        if isinstance(node, ast.If | ast.While):
            self._negated(node, "test", None, node.test, here)
        if isinstance(node, ast.Try):
            self._body(node, where)
            for handler in node.handlers:
                self._body(handler, where)
            return
        if isinstance(node, ast.Match):
            self._expression(node, "subject", None, node.subject, here)
            for case in node.cases:
                self._body(case, where)
            return
        for part, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                self._expression(node, part, None, value, here)
        if isinstance(node, ast.With):
            for item in node.items:
                self._expression(item, "context_expr", None, item.context_expr, here)
        if has_body:
            self._body(node, where)

    def _function(self, node: ast.FunctionDef, where: _Where) -> None:
        within = node.name if where.within == "(module)" else f"{where.within}.{node.name}"
        outside = _Where(where.owner, within, (node.lineno, node.body[0].lineno - 1))
        for index, default in enumerate(node.args.defaults):
            self._expression(node.args, "defaults", index, default, outside)
        for index, default in enumerate(node.args.kw_defaults):
            if default is not None:
                self._expression(node.args, "kw_defaults", index, default, outside)
        self._body(node, _Where(where.owner or within, within))

    def _expression(
        self, parent: ast.AST, name: str, index: int | None, node: ast.expr, where: _Where
    ) -> None:
        self._changed(parent, name, index, node, where)
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            where = _Where(
                where.owner, where.within, where.statement, where.is_data, where.is_wording or " " in text
            )
            for place, part in enumerate(node.values):
                if isinstance(part, ast.FormattedValue):
                    self._expression(part, "value", None, part.value, _plain(where))
                elif isinstance(part, ast.Constant):
                    self._text(node, "values", place, part, where)
            return
        if isinstance(node, ast.Compare):
            where = _Where(where.owner, where.within, where.statement, True)
        elif isinstance(node, ast.Call):
            self._call(node, where)
            return
        elif isinstance(node, ast.Lambda):
            self._add(node, "body", None, ast.Constant(None), node.body, "lambda", where)
            self._expression(node, "body", None, node.body, where)
            return
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            for generator in node.generators:
                self._expression(generator, "iter", None, generator.iter, where)
                for place, test in enumerate(generator.ifs):
                    self._add(generator, "ifs", place, None, test, "filter", where)
                    self._negated(generator, "ifs", place, test, where)
                    self._expression(generator, "ifs", place, test, where)
        elif isinstance(node, ast.IfExp):
            self._negated(node, "test", None, node.test, where)
        for part, value in ast.iter_fields(node):
            if part in ("generators", "ctx"):
                continue
            is_data = part in ("slice", "keys") or where.is_data
            here = _Where(where.owner, where.within, where.statement, is_data, where.is_wording)
            if isinstance(value, ast.expr):
                self._expression(node, part, None, value, here)
            elif isinstance(value, list):
                for place, one in enumerate(value):
                    if isinstance(one, ast.expr):
                        self._expression(node, part, place, one, here)

    def _call(self, node: ast.Call, where: _Where) -> None:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        is_data = called in _TEXT_METHODS
        inner = _Where(where.owner, where.within, where.statement, is_data, where.is_wording)
        if called in ("TypeVar", "cast", "field"):
            return
        if isinstance(node.func, ast.Attribute):
            self._changed(node, "func", None, node.func, where)
            self._expression(node.func, "value", None, node.func.value, _plain(where))
        elif isinstance(node.func, ast.Name):
            self._changed(node, "func", None, node.func, where)
        for place, argument in enumerate(node.args):
            if not isinstance(argument, ast.Constant | ast.Starred | ast.GeneratorExp):
                self._add(node, "args", place, ast.Constant(None), argument, "argument", where)
            self._expression(node, "args", place, argument, inner)
        for keyword in node.keywords:
            if not isinstance(keyword.value, ast.Constant) and keyword.arg:
                self._add(
                    keyword,
                    "value",
                    None,
                    ast.Constant(None),
                    keyword.value,
                    "argument",
                    where,
                    f"{keyword.arg}=",
                )
            self._expression(keyword, "value", None, keyword.value, inner)

    # -- operators ----------------------------------------------------------------------------------------

    def _dropped(self, holder: ast.AST, name: str, index: int, node: ast.stmt, where: _Where) -> None:
        """A call for its effect, or an error raised, is forgotten; a loop ends or goes on instead."""
        if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)) or isinstance(node, ast.Raise):
            self._add(holder, name, index, ast.copy_location(ast.Pass(), node), node, "dropped", where)
        elif isinstance(node, ast.Break):
            self._add(holder, name, index, ast.copy_location(ast.Continue(), node), node, "loop", where)
        elif isinstance(node, ast.Continue):
            self._add(holder, name, index, ast.copy_location(ast.Break(), node), node, "loop", where)

    def _assigned(
        self,
        holder: ast.AST,
        name: str,
        index: int,
        node: ast.Assign | ast.AnnAssign | ast.AugAssign,
        where: _Where,
    ) -> None:
        """Nothing is kept, or what was collected before is lost."""
        value = node.value
        if isinstance(node, ast.AugAssign):
            plain = ast.copy_location(ast.Assign([node.target], node.value), node)
            self._add(holder, name, index, plain, node, "assigned", where)
            if other := CALCULATED.get(type(node.op)):
                self._add(node, "op", None, other(), node, "calculated", where, "operator of ")
        elif value is not None and not (isinstance(value, ast.Constant) and not isinstance(value.value, str)):
            self._add(node, "value", None, ast.Constant(None), value, "assigned", where)

    def _negated(self, parent: ast.AST, name: str, index: int | None, test: ast.expr, where: _Where) -> None:
        """A condition of one name or call is taken the wrong way round."""
        is_own = isinstance(test, ast.Compare | ast.BoolOp | ast.NamedExpr)
        if not is_own and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
            self._add(parent, name, index, ast.UnaryOp(ast.Not(), test), test, "condition", where)
        if isinstance(test, ast.NamedExpr):
            self._add(parent, name, index, ast.UnaryOp(ast.Not(), test), test, "condition", where)

    def _changed(self, parent: ast.AST, name: str, index: int | None, node: ast.expr, where: _Where) -> None:
        if isinstance(node, ast.Compare):
            for place, old in enumerate(node.ops):
                signs = [*node.ops[:place], COMPARED[type(old)](), *node.ops[place + 1 :]]
                new = ast.Compare(node.left, signs, node.comparators)
                self._add(parent, name, index, new, node, "compared", where)
        elif isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            self._add(parent, name, index, ast.BoolOp(other, node.values), node, "and-or", where)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
            self._add(parent, name, index, node.operand, node, "not", where)
        elif isinstance(node, ast.BinOp) and type(node.op) in CALCULATED:
            new_op = CALCULATED[type(node.op)]()
            self._add(
                parent, name, index, ast.BinOp(node.left, new_op, node.right), node, "calculated", where
            )
        elif isinstance(node, ast.IfExp):
            self._add(
                parent, name, index, ast.IfExp(node.test, node.orelse, node.body), node, "swapped", where
            )
        elif isinstance(node, ast.Constant):
            self._text(parent, name, index, node, where)
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            other_name = MEMBERS.get(owner, {}).get(node.attr) or EXCHANGED.get(node.attr)
            if other_name:
                self._add(
                    parent,
                    name,
                    index,
                    ast.Attribute(node.value, other_name, ast.Load()),
                    node,
                    "name",
                    where,
                )
        elif isinstance(node, ast.Name) and isinstance(parent, ast.Call) and node.id in EXCHANGED:
            self._add(parent, name, index, ast.Name(EXCHANGED[node.id], ast.Load()), node, "name", where)

    def _text(self, parent: ast.AST, name: str, index: int | None, node: ast.Constant, where: _Where) -> None:
        value = node.value
        if isinstance(value, bool):
            self._add(parent, name, index, ast.Constant(not value), node, "truth", where)
        elif isinstance(value, int | float):
            self._add(parent, name, index, ast.Constant(value + 1), node, "number", where)
        elif isinstance(value, str):
            new = ast.Constant(f"XX{value}XX")
            is_sentence = bool(_PHRASE.search(value)) or (_ONLY_SIGNS.fullmatch(value) and " " in value)
            if not where.owner:
                is_sentence = len(_LOWER_WORDS.findall(value)) >= 5
            is_wording = not where.is_data and (is_sentence or (where.owner and where.is_wording))
            self._add(parent, name, index, new, node, "text", where, rule="wording" if is_wording else "")

    def _add(
        self, parent: ast.AST, name: str, index: int | None, new: ast.AST | None, old: ast.AST, operator: str,
        where: _Where, prefix: str = "", rule: str = "",
    ) -> None:  # fmt: skip
        before = prefix + _short(old)
        after = "nothing" if new is None or isinstance(new, ast.Pass) else _short(new)
        if isinstance(new, ast.operator):
            after = type(new).__name__
        if before == after:
            return
        identity = (where.within, operator, before, after)
        self._seen[identity] = nth = self._seen.get(identity, 0) + 1
        line = getattr(old, "lineno", where.statement[0])
        mutant = Mutant(
            self.module, where.owner, where.within, operator, line, before, after, nth,
            rule or _rule_against(old, where),
        )  # fmt: skip
        if mutant.excluded:
            self.excluded.append(mutant)
            return
        if new is not None and isinstance(new, ast.expr | ast.stmt):
            ast.copy_location(new, old)
        self.sites.append(Site(mutant, parent, name, index, new, where.statement))


def _rule_against(node: ast.AST, where: _Where) -> str:
    """Why nothing is planted here: it cannot change what the program decides."""
    if isinstance(node, ast.expr) and where.statement[0] == 0:
        return "no statement"
    return ""


def _plain(where: _Where) -> _Where:
    return _Where(where.owner, where.within, where.statement)


def _short(node: ast.AST) -> str:
    text = (
        " ".join(ast.unparse(node).split()) if isinstance(node, ast.expr | ast.stmt) else type(node).__name__
    )
    return text if len(text) <= 110 else text[:70] + " … " + text[-37:]


def _is_of_types(node: ast.stmt) -> bool:
    """`Case = tuple[str, str]`, `Record = TypeVar(…)`: words for the type checker."""
    value = getattr(node, "value", None)
    if isinstance(node, ast.Assign) and isinstance(value, ast.Subscript):
        return isinstance(value.value, ast.Name) and value.value.id in _TYPE_WORDS
    if isinstance(node, ast.Assign) and isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "TypeVar"
    return False


def _owned(node: ast.stmt, within: str) -> Iterator[tuple[str, str]]:
    """The text of every function under its name, and of everything else under the empty one."""
    name = f"{within}.{node.name}" if within and hasattr(node, "name") else getattr(node, "name", "")
    if isinstance(node, ast.FunctionDef):
        bare = ast.FunctionDef(node.name, node.args, [ast.Pass()], node.decorator_list, node.returns)
        yield "", ast.unparse(ast.fix_missing_locations(ast.copy_location(bare, node)))
        yield name, ast.unparse(node)
    elif isinstance(node, ast.ClassDef):
        yield "", f"class {node.name}"
        for inner in node.body:
            yield from _owned(inner, name)
    else:
        yield "", ast.unparse(node)
