"""The rows of `npm run evaluate`: rows.sql over the data, identical rows grouped, and the same splits."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

PROJECT = Path(__file__).parents[2]
TRAIN, VALIDATION, TEST = 1, 2, 3


@dataclass
class Rows:
    """Groups of identical rows, in the order of scripts/training/rows/group-rows.ts.

    A group has a value per field, and counts `weight` flights, `positives` of them late.
    """

    fields: pd.DataFrame
    weight: np.ndarray
    positives: np.ndarray
    random_part: np.ndarray
    time_part: np.ndarray


@dataclass
class Split:
    """Positions of groups: for training and for testing; and, within training, the two parts that choose settings."""

    train: np.ndarray
    test: np.ndarray
    inner_train: np.ndarray
    inner_validation: np.ndarray


def whole_row(columns):
    """The whole row as SQL, without its cluster, which must not change the random third."""
    if "cluster" not in columns:
        return "rows"
    return "{" + ", ".join(f"'{name}': \"{name}\"" for name in columns if name != "cluster") + "}"


def load_rows(model, seed):
    """Groups the rows of a model as scripts/training/rows/group-rows.ts does.

    Categories become pandas categories; the other fields are integers.
    """
    folder = PROJECT / "models" / model
    definition = json.loads((folder / "model.json").read_text())
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW data AS SELECT * FROM '{find_data(definition['data'])}'")
    query = (folder / "rows.sql").read_text().strip().removesuffix(";")
    connection.execute(f"CREATE TABLE rows AS {query}")
    columns = [name for name, *_ in connection.execute("DESCRIBE rows").fetchall()]
    if "weight" in columns:
        raise SystemExit("rivals are fitted on single rows: rows.sql must not select a weight column")
    expressions, categories = [], {}
    for position, field in enumerate(definition["fields"]):
        column = f'"{field["name"]}"'
        if field["type"] == "category":
            found = connection.execute(f"SELECT DISTINCT {column}::VARCHAR AS v FROM rows ORDER BY v").fetchall()
            vocabulary = field.get("vocabulary") or [value for (value,) in found]
            values = ", ".join("'" + value.replace("'", "''") + "'" for value in vocabulary)
            connection.execute(f"CREATE TYPE vocabulary_{position} AS ENUM ({values})")
            expressions.append(f"enum_code({column}::VARCHAR::vocabulary_{position})::INTEGER AS f{position}")
            categories[field["name"]] = vocabulary
        else:
            expressions.append(f"{column} AS f{position}")
    key = "split_key" if "split_key" in columns else whole_row(columns)
    number = f"md5_number_lower(concat('{seed}|', {key}::VARCHAR)) % 9"
    grouped = connection.execute(
        f"""SELECT {", ".join(expressions)},
          CASE WHEN {number} % 3 = 0 THEN {TEST} WHEN {number} < 3 THEN {VALIDATION} ELSE {TRAIN} END AS random_part,
          {time_part(definition)} AS time_part, count(*) AS weight, sum(target) AS positives
        FROM rows GROUP BY ALL
        ORDER BY {", ".join(f"f{position}" for position in range(len(expressions)))}, random_part, time_part"""
    ).df()
    fields = pd.DataFrame()
    for position, field in enumerate(definition["fields"]):
        name, codes = field["name"], grouped[f"f{position}"]
        vocabulary = categories.get(name)
        fields[name] = pd.Categorical.from_codes(codes, vocabulary) if vocabulary else codes.astype("int32")
    columns = (grouped[name].to_numpy(dtype="int64") for name in ("weight", "positives", "random_part", "time_part"))
    return Rows(fields, *columns)


def split_of(rows, name):
    """The outer and the inner parts of the split `random` or `time`."""
    part = rows.random_part if name == "random" else rows.time_part
    where = lambda *parts: np.flatnonzero(np.isin(part, parts))
    return Split(where(TRAIN, VALIDATION), where(TEST), where(TRAIN), where(VALIDATION))


def observations(rows, positions, fields):
    """Returns one row per flight of the groups at `positions`: the columns `fields`, and whether it was late."""
    weight, positives = rows.weight[positions], rows.positives[positions]
    counts = np.stack([positives, weight - positives], axis=1).ravel()
    outcome = np.tile([1, 0], len(positions))
    return rows.fields[fields].iloc[np.repeat(np.repeat(positions, 2), counts)], np.repeat(outcome, counts)


def find_data(name):
    """The data file, in the places where scripts/models/read-model.ts looks: $DATA_DIR (default .data), the project."""
    places = [Path(os.environ.get("DATA_DIR") or PROJECT / ".data") / name, PROJECT / name]
    for place in places:
        if place.exists():
            return place
    raise SystemExit(f"there is no data file at {' or '.join(map(str, places))}: set DATA_DIR to its folder")


def time_part(definition):
    time = definition.get("splits", {}).get("time")
    if not time:
        return "0"
    before = f"CASE WHEN {time.get('validation', 'false')} THEN {VALIDATION} ELSE {TRAIN} END"
    return f"CASE WHEN {time['train']} THEN {before} WHEN {time['test']} THEN {TEST} ELSE 0 END"
