"""Find what each likeness is worth: on made-up people of whom some were entered twice, with the truth known.

`python tools/train_linkage.py [PEOPLE]` writes the model of `dancu.population.linkage`.
"""

import json
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from workbench import home

SEED = 11
SHARE = 0.2
_ROUNDED = 7
_NEVER_SEEN = 1e-6
"""What is said of a likeness that did not occur."""


def main(people: int) -> None:
    """Train and write the model."""
    from dancu.config import environment

    with home.fresh("train_linkage"), environment.django():
        from django.core.management import call_command

        from dancu.config import demo, prepare
        from dancu.platform import clock

        call_command("migrate", interactive=False, verbosity=0)
        prepare.load_lists()
        demo.make_people(people, seed=SEED, at=clock.now())
        model = _trained(clock.today())
    from dancu.population.linkage.model import MODEL

    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n")


def _trained(on: date) -> dict[str, object]:
    import duckdb
    import pyarrow as pa
    from splink import Linker

    from dancu.places.queries import directory
    from dancu.population.linkage.extract import people
    from dancu.population.linkage.linking import SCHEMA, take
    from dancu.population.linkage.model import untrained
    from dancu.population.linkage.traits import traits_of
    from workbench.duplicates import with_duplicates

    told = list(with_duplicates(people(), share=SHARE, first_id=1 << 40, places=directory(), on=on, seed=SEED))
    rows = traits_of((person for person, _ in told), places=directory(), on=on)
    truth = (str(first or person.id) for person, first in told)
    labelled = ((*row, label) for row, label in zip(rows, truth, strict=True))
    taken = take(labelled, duckdb.connect(), SCHEMA.append(pa.field("truth", pa.string())))
    linker = Linker(taken, untrained())
    linker.training.estimate_u_using_random_sampling(max_pairs=2e7, seed=SEED, min_count_per_level=None)
    linker.training.estimate_m_from_label_column("truth")
    return _plain(linker.misc.save_model_to_json())


def _plain(found: dict[str, object]) -> dict[str, object]:
    """Return what was learnt in the words of the untrained model, so that no dialect of SQL gets into it."""
    from dancu.population.linkage.model import untrained

    model = untrained()
    for own, learnt in zip(model["comparisons"], found["comparisons"], strict=True):  # type: ignore[call-overload]
        for level, said in zip(own["comparison_levels"], learnt["comparison_levels"], strict=True):
            for name in ("m_probability", "u_probability"):
                if not level.get("is_null_level"):
                    level[name] = max(round(said.get(name, 0), _ROUNDED), _NEVER_SEEN)
    return model


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000)
