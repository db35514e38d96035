"""Score pairs by the model: on one machine with DuckDB, beyond it with Spark, by one and the same model."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from dancu.population.linkage.traits import Traits

_LOT = 20_000
_TYPES = {"id": pa.int64(), "year": pa.int32(), "month": pa.int32(), "day": pa.int32()}
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in Traits._fields])
"""The traits and what they are."""
ENOUGH = 4.0
"""The weight from which officers are shown a pair: sixteen to one that it is one person."""
_ENTERED_TWICE = 0.005
"""Of all people, as far as registers say that were cleansed."""
_FEWEST = 1000
_NEW_ONES = "create table new_ones as select * from everybody where id in (select unnest($ids))"


class Scored(NamedTuple):
    """Two people, the lesser id first, and the weight of all that speaks for their being one: a logarithm to the base of 2."""

    one: int
    other: int
    weight: float


def linker(people: Any, model: Mapping[str, Any], *, count: int) -> Linker:
    """Return what links registered people by a model: the more of them there are, the less it says that two are alike."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    expected = {"probability_two_random_records_match": 2 * _ENTERED_TWICE / max(count, _FEWEST)}
    return Linker(people, {**model, **expected})


def link(people: Any, model: Mapping[str, Any], *, count: int, at_least: float = ENOUGH) -> Any:
    """Return the pairs among registered people whose weight is enough, as a data frame of Splink."""
    found = linker(people, model, count=count)
    return found.inference.predict(threshold_match_weight=at_least, warning_mode="never")


@contextmanager
def desk() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database of DuckDB in memory, which spills into a folder that only we may read and that is gone afterwards."""
    with TemporaryDirectory(prefix="dancu-linkage-") as spill:
        connection = duckdb.connect(config={"temp_directory": spill})
        try:
            yield connection
        finally:
            connection.close()


def link_all(traits: Iterable[Traits], model: Mapping[str, Any], *, at_least: float = ENOUGH) -> list[Scored]:
    """Return the pairs among all people whose weight is enough."""
    with desk() as connection:
        people = take(traits, connection)
        found = link(people, model, count=_count(connection), at_least=at_least)
        return _scored(connection, found.physical_name)


def link_new_ones(
    traits: Iterable[Traits], model: Mapping[str, Any], *, new: Iterable[int], at_least: float = ENOUGH
) -> list[Scored]:
    """Return the pairs whose weight is enough among those of which at least one person is new."""
    with desk() as connection:
        people = take(traits, connection)
        connection.execute(_NEW_ONES, {"ids": list(new)})
        links = linker(people, model, count=_count(connection))
        links.table_management.compute_tf_table("folded")
        fresh = DuckDBAPI(connection).register("new_ones")
        found = links.inference.predict_between(fresh, people, threshold_match_weight=at_least, warning_mode="never")
        return _scored(connection, found.physical_name)


def take(rows: Iterable[tuple[Any, ...]], connection: duckdb.DuckDBPyConnection, schema: pa.Schema = SCHEMA) -> Any:
    """Take people into a table of DuckDB, lot by lot, and return it as Splink wants it."""
    connection.register("arriving", schema.empty_table())
    connection.execute("create table everybody as select * from arriving")
    # Each lot is read here: DuckDB would ask for it in a thread of its own, which has another connection to the register.
    for lot in _lots(iter(rows), schema):
        connection.register("arriving", pa.Table.from_batches([lot]))
        connection.execute("insert into everybody select * from arriving")
    connection.unregister("arriving")
    return DuckDBAPI(connection).register("everybody")


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    return int(connection.execute("select count(*) from everybody").fetchall()[0][0])


def _lots(rows: Iterator[tuple[Any, ...]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while lot := list(islice(rows, _LOT)):
        columns = zip(*lot, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _scored(connection: duckdb.DuckDBPyConnection, table: str) -> list[Scored]:
    pairs = connection.execute(
        f"select least(id_l, id_r), greatest(id_l, id_r), max(match_weight) from {table} where id_l <> id_r group by all"  # noqa: S608
    )
    return [Scored(*row) for row in pairs.fetchall()]
