"""The sentences by which fields of forms are refused, wherever they stand, as the catalogs of staff have them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import directory

_ROOM = Path(str(directory.__file__)).parent


@cache
def sentences() -> frozenset[str]:
    """Every sentence that a field may be refused with and that has a translation."""
    called = (
        node
        for path in sorted(_ROOM.rglob("*.py"))
        if "refused(" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "refused"
    )
    told = (node.args[0] for node in called)
    return frozenset(one.value for one in told if isinstance(one, ast.Constant) and isinstance(one.value, str))
