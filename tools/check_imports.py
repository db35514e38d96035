"""Our own import contract: `models` and `tasks` are imported only inside their own room.

import-linter's contracts say who may stand on whom; this one says which doors of a room are open.
"""

import sys

import grimp

PRIVATE = {"models", "tasks"}


def trespasses(graph: grimp.ImportGraph) -> list[str]:
    """Return every import of a private module from outside its room, as sentences."""
    return [
        f"{importer} imports {private}: use the queries, commands or events of {room(private)}"
        for private in sorted(graph.modules)
        if PRIVATE & set(private.split(".")[2:3])
        for importer in sorted(graph.find_modules_that_directly_import(private))
        if room(importer) != room(private)
    ]


def room(module: str) -> str:
    """Return the package that a module belongs to: `dancu.residence` of `dancu.residence.commands.moving`."""
    return ".".join(module.split(".")[:2])


if __name__ == "__main__":
    found = trespasses(grimp.build_graph("dancu"))
    print("\n".join(found) or "Models and tasks stay in their rooms.")
    sys.exit(bool(found))
