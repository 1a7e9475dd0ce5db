"""The rows of `npm run evaluate`, grouped and split by the project itself: scripts/study/write-rows.ts."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

PROJECT = Path(__file__).parents[2]
TRAIN, VALIDATION, TEST = 1, 2, 3


@dataclass
class Rows:
    """Groups of identical rows, in the order of scripts/training/rows/load-rows.ts.

    A group has a value per field, and counts `weight` rows, `positives` of them positive. `order` names the fields that
    order rows by time.
    """

    fields: pd.DataFrame
    order: list
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


def load_rows(model, seed, data=None):
    """Reads the rows of a model: categories as pandas categories, integers without gaps as int32, the rest as doubles."""
    with tempfile.TemporaryDirectory() as folder:
        command = [PROJECT / "node_modules/.bin/node", PROJECT / "scripts/study/write-rows.ts", model, str(seed), folder]
        if subprocess.run([*command, *([data] if data else [])], cwd=PROJECT, check=False).returncode != 0:
            raise SystemExit(f"the rows of {model} cannot be read")
        return read_rows(folder)


def read_rows(folder):
    """The rows that write-rows.ts wrote to a folder."""
    about = json.loads((Path(folder) / "rows.json").read_text())
    columns = np.fromfile(Path(folder) / "rows.bin").reshape(-1, about["groups"])
    *values, weight, positives, random_part, time_part = columns
    if not (np.all(weight == np.round(weight)) and np.all(positives == np.round(positives))):
        raise SystemExit("rivals are fitted on single rows: the weights of rows.sql must be whole numbers")
    fields = pd.DataFrame({field["name"]: column_of(field, own) for field, own in zip(about["fields"], values, strict=True)})
    parts = (column.astype("int64") for column in (weight, positives, random_part, time_part))
    return Rows(fields, about["order"], *parts)


def column_of(field, values):
    if field["type"] == "category":
        return pd.Categorical.from_codes(np.nan_to_num(values, nan=-1).astype("int64"), field["vocabulary"])
    whole = field["type"] == "integer" and not np.isnan(values).any()
    return values.astype("int32") if whole else values


def split_of(rows, name):
    """The outer and the inner parts of the split `random` or `time`."""
    part = rows.random_part if name == "random" else rows.time_part
    where = lambda *parts: np.flatnonzero(np.isin(part, parts))
    return Split(where(TRAIN, VALIDATION), where(TEST), where(TRAIN), where(VALIDATION))


def observations(rows, positions, fields):
    """Returns one row per observation of the groups at `positions`: the columns `fields`, and whether it was positive."""
    weight, positives = rows.weight[positions], rows.positives[positions]
    counts = np.stack([positives, weight - positives], axis=1).ravel()
    outcome = np.tile([1, 0], len(positions))
    return rows.fields[fields].iloc[np.repeat(np.repeat(positions, 2), counts)], np.repeat(outcome, counts)
