"""Beyond one machine Spark scores the same pairs by the same model."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.population.test_linkage import HE, people, traits

from dancu.population.linkage import linking, model
from dancu.population.linkage.traits import Traits

pyspark = pytest.importorskip(
    "pyspark", reason="SPARK IS NOT INSTALLED, so linkage beyond one machine is not tested here: `make spark` does it"
)
needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="THERE IS NO JAVA, so linkage beyond one machine is not tested here"
)
SMALL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    # A few hundred rows are done before a program would be made and compiled for them.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
}
_INTEGERS = {"year", "month", "day"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.sql.warehouse.dir", str(tmp_path))
    for name, value in SMALL.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    yield found
    found.stop()


@needs_java
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_spark_scores_as_one_machine_does(session: Any) -> None:
    from pyspark.sql import types
    from splink import SparkAPI

    told = traits(*people()[-40:], replace(HE, id=1001, month=7, day=5))
    kinds = {"id": types.LongType()} | dict.fromkeys(_INTEGERS, types.IntegerType())
    schema = types.StructType([types.StructField(name, kinds.get(name, types.StringType())) for name in Traits._fields])
    api = SparkAPI(spark_session=session, break_lineage_method="persist", register_udfs_automatically=False)
    everybody = api.register(session.createDataFrame(told, schema), table_name="everybody")
    found = linking.link(everybody, model.load(), count=len(told)).as_spark_dataframe().collect()
    [one] = linking.link_all(told, model.load())
    assert [(pair["id_l"], pair["id_r"], round(pair["match_weight"], 6)) for pair in found] == [
        (one.one, one.other, round(one.weight, 6))
    ]
