"""Every sentence that people read has its Vietnamese, one and the same everywhere, and no translation is left over.

English is spelt one way.

Sentences are English in the code: `gettext` and its kin, `{% translate %}`, `{% blocktranslate %}`, and the first paragraph
of each refusal's docstring. A sentence is looked up in the `django.po` of its own app first, but any app's will do.
"""

import ast
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "dancu"
MARKS = {
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 1,
    "pgettext_lazy": 1,
}
REFUSALS = {"DomainError", "Missing", "Denied", "Invalid", "Conflict"}

ARGUMENT = re.compile(r"""\b_\((["'])(.*?)\1\)""")  # {% button _("Send") %}

ONE_WAY = {re.compile(r"\be-mail", re.IGNORECASE): "email", re.compile(r"\bVND\b"): "10.000 đ"}

Key = tuple[str, str]  # context ("" for none) and sentence


def in_python(path: Path, refusals: set[str]) -> Iterator[tuple[Key, int]]:
    """Yield each marked sentence of a module, and what its refusals say, with the line."""
    tree = ast.parse(path.read_text())
    names = _names_of_marks(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (mark := _mark(node, names)):
            yield from _marked(node, mark)
        elif isinstance(node, ast.ClassDef) and node.name in refusals:
            said = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
            if said:
                yield ("", said), node.lineno


def _names_of_marks(tree: ast.Module) -> dict[str, str]:
    # Pure modules, which may not import Django, mark their sentences by a `_` of their own.
    names = {"_": "gettext"} | {mark: mark for mark in MARKS}
    return names | {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in MARKS
    }


def _mark(node: ast.Call, names: dict[str, str]) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr if node.func.attr in MARKS else ""
    return names.get(node.func.id, "") if isinstance(node.func, ast.Name) else ""


def _marked(node: ast.Call, mark: str) -> Iterator[tuple[Key, int]]:
    texts = [
        argument.value
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    if mark.startswith("pgettext"):
        if len(texts) >= 2:
            yield (texts[0], texts[1]), node.lineno
    else:
        for text in texts[: MARKS[mark]]:
            yield ("", text), node.lineno


def refusals(paths: list[Path]) -> set[str]:
    """Return the names of all classes that descend from DomainError, by name, over all modules."""
    parents: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                parents[node.name] |= {getattr(base, "attr", getattr(base, "id", "")) for base in node.bases}
    found = set(REFUSALS)
    while grown := {name for name, bases in parents.items() if bases & found} - found:
        found |= grown
    return found


def in_template(path: Path) -> Iterator[tuple[Key, int]]:
    """Yield each sentence that a template translates, wherever in its tree the tag stands."""
    from django.template import engines

    engine = engines["django"].engine  # type: ignore[attr-defined]
    source = path.read_text()
    yield from _in_nodes(engine.from_string(source).nodelist)
    for argument in ARGUMENT.finditer(source):
        yield ("", argument[2]), source.count("\n", 0, argument.start()) + 1


def _in_nodes(nodes: Any) -> Iterator[tuple[Key, int]]:
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    for node in _below(nodes, set()):
        line = node.token.lineno if node.token else 0
        if isinstance(node, TranslateNode):
            if said := getattr(node.filter_expression.var, "literal", None):
                yield (_literal(node.message_context), said), line
        elif isinstance(node, BlockTranslateNode):
            for part in filter(None, (node.singular, node.plural)):
                said, _ = node.render_token_list(part)
                yield (_literal(node.message_context), _trimmed(said, node.trimmed)), line


def _below(value: Any, seen: set[int]) -> Iterator[Any]:
    """Yield every node of a template's tree in its order, whatever attribute of its parent it hangs on."""
    from django.template.base import Node

    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Node):
        yield value
        value = list(vars(value).values())
    elif isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _below(part, seen)


def _literal(expression: object) -> str:
    return str(getattr(expression, "var", "") or "")


def _trimmed(said: str, trimmed: bool) -> str:
    from django.utils.translation import trim_whitespace

    return trim_whitespace(said) if trimmed else said


Entry = tuple[Path, int, tuple[str, ...]]  # catalogue, line, Vietnamese


def translated() -> dict[Key, list[Entry]]:
    """Return every sentence of the catalogues with all its translations."""
    found: dict[Key, list[Entry]] = defaultdict(list)
    for path in sorted(PACKAGE.glob("**/locale/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="vi", abort_invalid=True):
                texts = tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)
                for said in filter(None, message.id if isinstance(message.id, tuple) else [str(message.id)]):
                    found[message.context or "", said].append((path, message.lineno or 0, texts))
    return found


def spoken() -> dict[Key, str]:
    """Return every sentence of code and templates, with one place where it stands."""
    modules = [path for path in sorted(PACKAGE.glob("**/*.py")) if "migrations" not in path.parts]
    kinds = refusals(modules)
    found: dict[Key, str] = {}
    for path in modules:
        for key, line in in_python(path, kinds):
            found.setdefault(key, f"{path.relative_to(ROOT)}:{line}")
    for path in sorted(PACKAGE.glob("**/templates/**/*.*")):
        if path.suffix in {".html", ".txt"}:
            for key, line in in_template(path):
                found.setdefault(key, f"{path.relative_to(ROOT)}:{line}")
    return found


def complaints() -> Iterator[str]:
    """Say what is missing and what is left over."""
    said, known = spoken(), translated()
    for key, place in sorted(said.items(), key=lambda item: item[1]):
        if key[1] and not any(all(texts) for _, _, texts in known.get(key, [])):
            yield f"{place}: no Vietnamese for {key[1]!r}"
    for key, entries in known.items():
        where = ", ".join(f"{path.relative_to(ROOT)}:{line}" for path, line, _ in entries)
        if key not in said:
            yield f"{where}: nobody says {key[1]!r} any more"
        elif len({texts for _, _, texts in entries}) > 1:
            yield f"{where}: {key[1]!r} has different translations, and only one of them will be shown"


def spelt_otherwise() -> Iterator[str]:
    """Say where English is spelt in another way than elsewhere."""
    texts = [(text, place) for (_, text), place in spoken().items()]
    texts += [(path.read_text(), str(path.relative_to(ROOT))) for path in sorted(PACKAGE.glob("**/texts/en.toml"))]
    for text, place in texts:
        for wrong, right in ONE_WAY.items():
            for found in wrong.finditer(text):
                yield f"{place}: {found[0]!r}, which elsewhere is written like {right!r}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dancu.config.settings.test")
    import django

    django.setup()
    found = [*complaints(), *spelt_otherwise()]
    print("\n".join(found) or "Every sentence has its Vietnamese.")
    sys.exit(bool(found))
