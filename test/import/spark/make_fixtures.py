"""Writes pipelines that Spark ML fits to made-up rows, as it saves them, and the probabilities that it gives to other rows.

Run with an environment of requirements.txt, and Java: python test/import/spark/make_fixtures.py [FOLDER] [ROWS]
Without arguments it writes the fixtures of the tests.
"""

import json
import math
import random
import shutil
import sys
from pathlib import Path

from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import (
    Bucketizer,
    Imputer,
    IndexToString,
    MaxAbsScaler,
    MinMaxScaler,
    OneHotEncoder,
    RFormula,
    RobustScaler,
    StandardScaler,
    StringIndexer,
    VectorAssembler,
)
from pyspark.sql import SparkSession

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "fixtures"
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
SCHEMA = "airline string, kind string, hour int, distance double, offset double, late string"
INFINITY = float("inf")


def made_up_rows(count, seed):
    draw = random.Random(seed)
    rows = []
    for _ in range(count):
        airline = draw.choice(["Sky", "LAN", "Copa", "Ñandú", "it's", None])
        hour = draw.randrange(24)
        distance = round(draw.gammavariate(2.0, 400.0), 1)
        offset = round(1e5 + 3 * draw.gauss(0, 1), 3)
        logit = -1.5 + (airline == "Sky") + 0.05 * hour - distance / 1500 + (offset - 1e5) / 4
        late = "yes" if draw.random() < 1 / (1 + math.exp(-logit)) else "no"
        rows.append((airline, draw.choice("IN"), hour, math.nan if draw.random() < 0.05 else distance, offset, late))
    return rows


def classifier(**options):
    return [StringIndexer(inputCol="late", outputCol="label", stringOrderType="alphabetAsc"), LogisticRegression(maxIter=50, **options)]


def pipelines():
    return {
        # Unknown and missing airlines are kept, missing distances imputed; every scaler, bins with a bin for what is missing.
        "kept": [
            StringIndexer(inputCols=["airline", "kind"], outputCols=["a", "k"], handleInvalid="keep"),
            OneHotEncoder(inputCols=["a", "k", "hour"], outputCols=["av", "kv", "hv"]),
            Imputer(inputCols=["distance"], outputCols=["d"], strategy="median"),
            VectorAssembler(inputCols=["d", "offset"], outputCol="numbers"),
            StandardScaler(inputCol="numbers", outputCol="standard", withMean=True),
            MinMaxScaler(inputCol="numbers", outputCol="minmax", min=-1.0, max=3.0),
            MaxAbsScaler(inputCol="numbers", outputCol="maxabs"),
            RobustScaler(inputCol="numbers", outputCol="robust", withCentering=True),
            Bucketizer(splits=[-INFINITY, 400, 1200, INFINITY], inputCol="distance", outputCol="b", handleInvalid="keep"),
            OneHotEncoder(inputCols=["b"], outputCols=["bv"], dropLast=False, handleInvalid="keep"),
            VectorAssembler(inputCols=["av", "kv", "hv", "standard", "minmax", "maxabs", "robust", "bv"], outputCol="features"),
            *classifier(regParam=0.01),
            IndexToString(inputCol="prediction", outputCol="answer", labels=["no", "yes"]),
        ],
        # A label that is a number by itself, and a multinomial fit of two classes.
        "multinomial": [
            StringIndexer(inputCol="kind", outputCol="k"),
            OneHotEncoder(inputCol="k", outputCol="kv", dropLast=False),
            VectorAssembler(inputCols=["kv", "offset"], outputCol="features"),
            *classifier(regParam=0.1, family="multinomial"),
        ],
        "formula": [RFormula(formula="late ~ kind + offset + hour"), LogisticRegression(maxIter=50)],
    }


def main():
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    training = spark.createDataFrame(made_up_rows(2000, 1), SCHEMA)
    asked = made_up_rows(ROWS, 2)
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, stages in pipelines().items():
        data = training if name == "kept" else training.na.drop()
        folder = FOLDER / name
        Pipeline(stages=stages).fit(data).save(str(folder))
        rows = [row for row in asked if name == "kept" or (None not in row and not math.isnan(row[3]))]
        if name == "kept":
            rows = [("never seen", *row[1:]) if k % 10 == 0 else row for k, row in enumerate(rows)]
        model = PipelineModel.load(str(folder))
        scored = model.transform(spark.createDataFrame(rows, SCHEMA).coalesce(1)).collect()
        fields = ["airline", "kind", "hour", "distance", "offset"]
        with open(FOLDER / f"{name}.ndjson", "w") as file:
            for row in scored:
                probability = float(row["probability"][1])
                file.write(json.dumps({"row": {field: None if row[field] != row[field] else row[field] for field in fields}, "probability": probability}, ensure_ascii=False) + "\n")
        for extra in [*folder.rglob("*.crc"), *folder.rglob("_SUCCESS")]:
            extra.unlink()
    spark.stop()


main()
