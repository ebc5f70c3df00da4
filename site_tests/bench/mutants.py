"""Mutants of a module: its tree with one place altered at a time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

# What stands for what; an operator of the boundary first.
_INSTEAD: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.LShift: (ast.RShift,),
    ast.Continue: (ast.Break, ast.Pass),
    ast.Break: (ast.Continue,),
    ast.Expr: (ast.Pass,),
    ast.AugAssign: (ast.Pass,),
    ast.Raise: (ast.Pass,),
}
_LONG = 90
_TYPING = ("annotation", "returns", "decorator_list", "bases")
_GROUP = re.compile(r"\((?:\?(?:[:=!]|<[=!]|P<\w+>))?")


@dataclass(slots=True)
class Mutant:
    """One place of a tree and what stands there instead."""

    parent: ast.AST
    field: str
    at: int | None
    node: ast.AST
    line: int

    def swap(self) -> None:
        """Put the other node in; once more, and the tree is as before."""
        before = getattr(self.parent, self.field)
        if self.at is None:
            setattr(self.parent, self.field, self.node)
            self.node = before
        else:
            before[self.at], self.node = self.node, before[self.at]

    def told(self) -> str:
        """The place before and after, as code; of long code what differs."""
        before = self._shown()
        self.swap()
        after = self._shown()
        self.swap()
        if max(len(before), len(after)) > _LONG:
            same = _same(before, after)
            end = _same(before[same:][::-1], after[same:][::-1])
            before, after = (
                f"…{text[max(same - 10, 0) : len(text) - end][:_LONG]}{text[len(text) - end :][:10]}…"
                for text in (before, after)
            )
        return f"{before} → {after}"

    def _shown(self) -> str:
        there = getattr(self.parent, self.field)
        node = there if self.at is None else there[self.at]
        return ast.unparse(node if isinstance(node, ast.expr | ast.stmt) else self.parent).split("\n")[0]


def _same(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def mutants(tree: ast.AST, line: int = 0) -> Iterator[Mutant]:
    """Every mutant of a tree; docstrings, annotations, decorators, bases and ``Literal`` are left alone."""
    line = getattr(tree, "lineno", line)
    for field, value in ast.iter_fields(tree):
        listed = isinstance(value, list)
        if field in _TYPING or (field == "value" and _is_literal(tree)):
            continue
        for at, node in enumerate(value if listed else [value]):
            if not isinstance(node, ast.AST) or _is_literal(node):
                continue
            for other in _others(node, field):
                place = getattr(node, "lineno", line)
                ast.fix_missing_locations(ast.copy_location(other, node if hasattr(node, "lineno") else tree))
                yield Mutant(tree, field, at if listed else None, other, place)
            yield from mutants(node, line)


def _is_literal(node: ast.AST) -> bool:
    """Whether a node is a docstring, or types alone."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Subscript(value=ast.Name(id="Literal")):
            return True
    return False


def _others(node: ast.AST, field: str) -> Iterator[ast.AST]:
    yield from (instead() for instead in _INSTEAD.get(type(node), ()))
    if field in ("test", "ifs") and isinstance(node, ast.expr):
        yield ast.UnaryOp(ast.Not(), node)
    match node:
        case ast.Constant(value=value):
            yield from (ast.Constant(other) for other in _other_values(value))
        case ast.BoolOp(op=op, values=values):
            for left in range(len(values)):
                rest = values[:left] + values[left + 1 :]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Return(value=value) if value and ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
        case ast.Call(func=func, args=[first, second, *more], keywords=keywords):
            if ast.unparse(first) != ast.unparse(second) and not isinstance(first, ast.Starred):
                yield ast.Call(func, [second, first, *more], keywords)


def _other_values(value: object) -> Iterator[bool | int | str | bytes]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1)
        case str():
            yield "" if value else "x"
            yield from _without_alternatives(value)
        case bytes():
            yield b"" if value else b"x"


def _without_alternatives(pattern: str) -> Iterator[str]:
    """A regular expression without each of its alternatives, in groups too."""
    groups, at = [[0]], 0
    while at < len(pattern):
        step = 1
        match pattern[at]:
            case "\\":
                step = 2
            case "[":
                step = max(pattern.find("]", at + 2) - at, 0) + 1
            case "(":
                opened = _GROUP.match(pattern, at)
                step = len(opened[0]) if opened else 1
                groups.append([at + step])
            case "|":
                groups[-1].append(at + 1)
            case ")" if len(groups) > 1:
                yield from _cuts(pattern, groups.pop(), at)
        at += step
    yield from _cuts(pattern, groups[0], len(pattern))


def _cuts(pattern: str, starts: list[int], end: int) -> Iterator[str]:
    if len(starts) > 1:
        yield pattern[: starts[0]] + pattern[starts[1] :]
        for start, after in zip(starts[1:], [*starts[2:], end + 1], strict=True):
            yield pattern[: start - 1] + pattern[after - 1 :]
