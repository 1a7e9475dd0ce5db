"""Asks ONNX Runtime, pypmml and Python for the answers of `npm run export`: python prove.py FOLDER, which write-cases.ts wrote."""

import importlib.util
import json
import math
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from pypmml import Model

FOLDER = Path(sys.argv[1])
TOLERANCE = 1e-12


def ask_onnx(folder, rows):
    path = str(folder / "model.onnx")
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path)

    def column(node):
        values = [row.get(node.name) for row in rows]
        if "string" in node.type:
            return np.array([["" if value is None else value] for value in values], dtype=object)
        if "int64" in node.type:
            return np.array([[value] for value in values], dtype=np.int64)
        return np.array([[math.nan if value is None else value] for value in values], dtype=np.float64)

    found = session.run(None, {node.name: column(node) for node in session.get_inputs()})[0]
    return [None if math.isnan(negative + positive) else positive for negative, positive in found.tolist()]


def ask_pmml(folder, rows):
    model = Model.load(str(folder / "model.pmml"))
    found = [model.predict(row)["probability"] for row in rows]
    return [None if value is None or math.isnan(value) else value for value in found]


def ask_python(folder, rows):
    spec = importlib.util.spec_from_file_location("model", folder / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def answer(row):
        try:
            return module.probability(row)
        except ValueError:
            return None

    return [answer(row) for row in rows]


def distance(found, wanted):
    if found is None or wanted is None:
        return 0.0 if found == wanted else math.inf
    return abs(found - wanted)


def main():
    cases = [json.loads(line) for line in open(FOLDER / "cases.jsonl")]
    failed = False
    for name, ask in {"onnx": ask_onnx, "pmml": ask_pmml, "python": ask_python}.items():
        worst, committed, count, refused = 0.0, 0.0, 0, 0
        for case in cases:
            if name in case["refused"]:
                refused += 1
                continue
            if not case["rows"]:
                continue
            found = ask(FOLDER / case["folder"], case["rows"])
            for row, one, wanted in zip(case["rows"], found, case["wanted"], strict=True):
                worst = max(worst, distance(one, wanted))
                if not case["title"].startswith("drawn"):
                    committed = max(committed, distance(one, wanted))
                if not distance(one, wanted) <= TOLERANCE:
                    print(f"{name}: {case['title']} answers {one} to {json.dumps(row)}; the core says {wanted}")
                    failed = True
                    break
            count += len(found)
        print(f"{name}: {len(cases) - refused} variants, {count} rows, largest difference {worst:.1e}, in the repository {committed:.1e}; {refused} refused by name")
    sys.exit(failed)


main()
