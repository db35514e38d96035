"""Write docs/reference from the code itself; with `--check` only tell whether it is as the code says.

Each page is a function that returns Markdown. Nothing here is edited by hand: what is wrong in a page is wrong in the code.
"""

import ast
import os
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dancu.casework.domain.workflow import Workflow

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dancu"
PAGES = ROOT / "docs" / "reference"
HEAD = "<!-- Written by `make reference` from the code. Change the code, not this page. -->\n\n"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(header)
    lines = [
        names,
        ["---"] * len(names),
        *([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows),
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def module(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def first_line(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> str:
    return (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " ")


def procedures() -> str:
    """Every procedure in every version: what is asked, to be proved, paid and waited for, and what no source settles."""
    from django.utils import translation

    from dancu.procedures import found

    with translation.override("vi"):
        versions = found()
        parts = ["# Procedures\n\nOfficial wording is Vietnamese; `key` is the name in code and data.\n"]
        for code in dict.fromkeys(version.code for version in versions):
            history = [version for version in versions if version.code == code]
            parts += list(_procedure(history))
    return "\n".join(parts)


def _procedure(history: list) -> Iterator[str]:
    from dancu.casework.procedures import Notice

    latest = history[-1]
    texts = latest.texts
    facts = f"Field {latest.field}; subsystem `{latest.subsystem}`; folder `src/dancu/procedures/{latest.folder.name}`."
    yield f"## {latest.title} ({latest.code})\n\n{facts}\n"
    yield "### Versions\n"
    rows = [
        (
            str(version.version), str(version.since), str(version.until or ""), _fees(version), _limits(version),
            ", ".join(version.channels), ", ".join(version.reopens),
        )
        for version in history
    ]  # fmt: skip
    yield table(("version", "since", "until", "fee", "time limit", "channels", "steps asked again"), rows)
    yield f"### Version {latest.version}\n\nLegal basis:\n\n" + "".join(f"- {act}\n" for act in latest.legal_basis)
    if isinstance(latest, Notice):
        yield f"Notice is given at once on the portal's page `{latest.page}` and makes no dossier.\n"
    else:
        yield from _filing(latest)
    keys = dict.fromkeys(key for version in history for key in version.unverified)
    yield "### Unverified\n\nWhat no source settles, and in which versions:\n\n" + table(
        ("key", "versions", "what"),
        (
            (f"`{key}`", ", ".join(str(v.version) for v in history if key in v.unverified), texts(f"unverified.{key}"))
            for key in keys
        ),
    )


def _filing(latest) -> Iterator[str]:
    texts = latest.texts
    yield "Cases:\n\n" + table(("key", "case"), ((f"`{key}`", texts(f"cases.{key}")) for key in latest.cases))
    yield "Steps and their fields; a field is asked where the case calls for it:\n\n" + table(
        ("step", "field", "label", "required where asked"), _fields(latest)
    )
    yield "Documents:\n\n" + table(
        ("key", "component code", "document", "when"),
        (
            (f"`{d.key}`", d.code, texts(f"documents.{d.key}.name"), texts.find(f"documents.{d.key}.when"))
            for d in latest.documents
        ),
    )
    yield "Provisions that it is decided by:\n\n" + table(
        ("key", "article", "provision"),
        ((f"`{p.key}`", p.article, texts(f"provisions.{p.key}")) for p in latest.provisions),
    )
    yield "Papers that its course issues: " + ", ".join(sorted(latest.papers)) + ".\n"
    yield _retention(latest.retention)


def _retention(kept) -> str:
    archive = f"{kept.archive_after_months} months" if kept.archive_after_months else "no known time"
    erase = f"after {kept.erase_after_years} years" if kept.erase_after_years else "never, as its period is unverified"
    source = kept.source or "unverified, see below; the code list `retention` takes its place"
    return f"Retention: a dossier that is over goes to the archive after {archive} and is erased {erase} ({source}).\n"


def _fees(version) -> str:
    each = [f"{channel} {money.dong:,} VND" for channel, money in version.fees.items()]
    each += [f"{channel} by list {money.dong:,} VND a person" for channel, money in version.fees_by_list.items()]
    return ", ".join(each)


def _limits(version) -> str:
    return ", ".join(f"{limit.amount} {limit.unit}".replace("_", " ") for limit in version.limits)


def _fields(version) -> Iterator[tuple[str, str, str, str]]:
    for step in version.steps:
        row_form = getattr(step.form, "row_form", None)
        forms = [step.form, *([row_form] if row_form else [])]
        for form in forms:
            order = [*(name for name in form.field_order or () if name in form.base_fields), *form.base_fields]
            for name in dict.fromkeys(order):
                field = form.base_fields[name]
                label = version.texts.find(f"steps.{step.key}.{name}.label")
                yield f"`{step.key}`", f"`{name}`", label, "yes" if field.required else ""


def workflow() -> str:
    """The states of a dossier and the acts between them, drawn from the tables of arrows."""
    from dancu.casework.domain.workflow import OWN_MOTION, STANDARD

    return (
        "# The course of a dossier\n\nThe workflows of `dancu.casework.domain.workflow`; acts that leave the state as it is "
        "stand in the tables only.\n\n## `STANDARD`: what people file\n\n"
        + course(STANDARD, "submit")
        + "\n## `OWN_MOTION`: what the authority does of its own motion\n\n"
        + course(OWN_MOTION, "open")
    )


def course(workflow: "Workflow", opening: str) -> str:
    """Draw one workflow, and list its arrows."""
    lines = ["stateDiagram-v2", f"    [*] --> {workflow.begins}: {opening}"]
    drawn: dict[tuple[str, str], list[str]] = {}
    for arrow in workflow.arrows:
        if arrow.source is not arrow.target:
            drawn.setdefault((arrow.source, arrow.target), []).append(arrow.action)
    lines += [f"    {source} --> {target}: {', '.join(acts)}" for (source, target), acts in drawn.items()]
    lines += [f"    {state} --> [*]" for state in sorted(workflow.final_states)]
    rows = [
        (
            arrow.action, arrow.source, "" if arrow.source is arrow.target else arrow.target, arrow.right, arrow.clock,
            ", ".join(arrow.papers), "yes" if arrow.note_required else "",
        )
        for arrow in workflow.arrows
    ]  # fmt: skip
    head = ("act", "from", "to", "whose right", "time limit", "paper", "note required")
    return "```mermaid\n" + "\n".join(lines) + "\n```\n\n" + table(head, rows)


def contexts() -> str:
    """Every package with what it is and its public doors."""
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    there = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    stack = [[name for name in layer.replace(" ", "").split("|") if name in there] for layer in layers]
    parts = ["# Contexts\n\nEach layer imports only what stands below it (`make check`).\n\n```"]
    parts += [" | ".join(layer) for layer in stack if layer]
    parts.append("```\n")
    for name in (name for layer in stack for name in layer):
        parts.append(f"## {name}\n\n{_paragraphs(SOURCE / name)}\n")
        for door in ("commands", "queries", "events"):
            if rows := list(_door(SOURCE / name, door)):
                parts.append(table((door, "what it does" if door != "events" else "what happened"), rows))
    return "\n".join(parts)


def _paragraphs(package: Path) -> str:
    text = ast.get_docstring(module(package / "__init__.py")) or ""
    return text.split("\n\n")[0].replace("\n", " ")


def _door(package: Path, door: str) -> Iterator[tuple[str, str]]:
    single, several = package / f"{door}.py", package / door
    if single.exists():
        files, names = [single], None
    elif several.is_dir():
        files, names = sorted(several.glob("*.py")), _exported(several / "__init__.py")
    else:
        return
    for file in files:
        for node in module(file).body:
            public = isinstance(node, ast.ClassDef if door == "events" else ast.FunctionDef)
            if public and not node.name.startswith("_") and (names is None or node.name in names):
                yield f"`{node.name}`", first_line(node)


def _exported(file: Path) -> set[str]:
    found = [
        node for node in module(file).body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return set(ast.literal_eval(found[0].value)) if found else set()


def configuration() -> str:
    """The variables of the environment that the settings read."""
    rows = [row for name in ("base", "production") for row in _variables(SOURCE / "config" / "settings" / f"{name}.py")]
    return (
        "# Configuration\n\nVariables of the environment, read once at the start. `docs/how-to/run.md` says which to set "
        "when.\n\n" + table(("variable", "default", "setting", "settings", "what it is"), rows)
    )


def _variables(file: Path) -> Iterator[tuple[str, str, str, str, str]]:
    body = module(file).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        if not isinstance(node, ast.Assign):
            continue
        said = (
            ast.literal_eval(after.value)
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            else ""
        )
        for name, default in _read(node.value):
            yield f"`{name}`", f"`{default}`" if default else "", f"`{ast.unparse(node.targets[0])}`", file.stem, said


def _read(value: ast.expr) -> Iterator[tuple[str, str]]:
    seen = set()
    for node in ast.walk(value):
        match node:
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ")), args=[name, *default]):
                found = ast.literal_eval(name), ast.unparse(default[0]) if default else ""
            case ast.Subscript(value=ast.Attribute(attr="environ"), slice=name):
                found = ast.literal_eval(name), ""
            case _:
                continue
        if found[0] not in seen:
            seen.add(found[0])
            yield found


def command_line() -> str:
    """The `dancu` command and everything below it."""
    from dancu.config.cli import main

    return "# The `dancu` command\n\n" + "\n".join(_commands(main, "dancu"))


def _commands(command, name: str) -> Iterator[str]:
    import click

    parameters = [p for p in command.params if not (isinstance(p, click.Option) and p.name == "help")]
    usage = " ".join(p.make_metavar(click.Context(command)) for p in parameters if isinstance(p, click.Argument))
    yield f"## `{name}{' ' if usage else ''}{usage}`\n\n{' '.join((command.help or '').split())}\n"
    options = [(f"`{', '.join(p.opts)}`", _default(p), p.help or "") for p in parameters if isinstance(p, click.Option)]
    if options:
        yield table(("option", "default", "what it does"), options)
    for key, below in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(below, f"{name} {key}")


def _default(option) -> str:
    plain = isinstance(option.default, (str, int)) and not isinstance(option.default, bool)
    return f"`{option.default}`" if plain else ""


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


WRITERS = {
    "procedures.md": procedures,
    "workflow.md": workflow,
    "contexts.md": contexts,
    "configuration.md": configuration,
    "command-line.md": command_line,
}


def written() -> dict[Path, str]:
    """Return the text of every page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dancu.config.settings.test")
    import django

    django.setup()
    pages = {PAGES / name: HEAD + writer().rstrip() + "\n" for name, writer in WRITERS.items()}
    lines = "".join(f"- [{name.removesuffix('.md')}]({name}): {writer.__doc__}\n" for name, writer in WRITERS.items())
    return pages | {PAGES / "README.md": f"{HEAD}# Reference\n\nWhat the code says of itself.\n\n{lines}"}


def main() -> int:
    pages = written()
    if "--check" in sys.argv:
        stale = [_relative(path) for path, text in pages.items() if not path.exists() or path.read_text() != text]
        said = f"Run `make reference`: {', '.join(stale)} no longer say what the code does."
        print(said if stale else "The reference is as the code says.")
        return bool(stale)
    PAGES.mkdir(parents=True, exist_ok=True)
    for path, text in pages.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
