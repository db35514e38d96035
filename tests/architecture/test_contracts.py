"""The contracts themselves find what they are there to find."""

import grimp
from tools.check_imports import trespasses


def graph(*imports: tuple[str, str]) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


def test_a_model_imported_from_another_room_is_found():
    found = trespasses(graph(("dancu.sites.portal.views", "dancu.residence.models")))
    assert found == [
        "dancu.sites.portal.views imports dancu.residence.models: use the queries, commands or events of dancu.residence"
    ]


def test_a_task_module_deep_in_a_split_package_is_found():
    assert trespasses(graph(("dancu.config.prepare", "dancu.notices.tasks.sending")))


def test_a_room_may_use_its_own_models():
    assert trespasses(graph(("dancu.residence.commands.moving", "dancu.residence.models"))) == []


def test_public_modules_are_open_to_those_above():
    assert trespasses(graph(("dancu.sites.portal.views", "dancu.residence.queries"))) == []
