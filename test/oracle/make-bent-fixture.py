"""Writes bent-fixture.json: rows of numbers that bend and have gaps, and their fit by scikit-learn at the learned penalties.

    python -m venv VENV && VENV/bin/pip install -r test/oracle/requirements.txt
    VENV/bin/python test/oracle/make-bent-fixture.py

bent-variant.ts says what the features are and which penalties this project learns; the design matrix and the fit are made
here.
"""

import json
import subprocess
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
ROWS = 400


def draw_rows(random):
    """x is skewed, y is missing in a fifth of the rows; the logit bends in x, jumps in x and y, and knows the gaps."""
    rows = []
    for _ in range(ROWS):
        x = round(float(random.gamma(2, 50)), 2)
        y = None if random.random() < 0.2 else round(float(random.normal()), 3)
        colour = str(random.choice(["blue", "green", "red"]))
        logit = np.sin(x / 30) + (1.5 if y is None else 2 * (x > 100 and y > 0)) - 0.5 * (colour == "red") - 1
        rows.append({"x": x, "y": y, "colour": colour, "target": int(random.random() < 1 / (1 + np.exp(-logit)))})
    return rows


def trained(rows):
    command = [PROJECT / "node_modules/.bin/node", HERE / "bent-variant.ts"]
    return json.loads(subprocess.run(command, input=json.dumps(rows), capture_output=True, text=True, check=True).stdout)


def groups_of(term, fields, rows):
    """The group of every row, and how many groups there are."""
    field = next(field for field in fields if field["name"] == term["field"])
    values = [row[term["field"]] for row in rows]
    if field["type"] == "category":
        return np.array([field["vocabulary"].index(value) for value in values]), len(field["vocabulary"])
    known = len(field["edges"]) + 1
    bins = min(term.get("bins", known), known)
    group = [bins if value is None else int(np.sum(np.array(field["edges"]) <= value)) * bins // known for value in values]
    return np.array(group), bins + (field.get("missing") == "own")


def columns_of(feature, fields, rows):
    if feature["type"] == "numeric":
        values = [feature["mean"] if row[feature["field"]] is None else row[feature["field"]] for row in rows]
        clipped = np.clip(values, feature["minimum"], feature["maximum"])
        return ((clipped - feature["mean"]) / feature["scale"])[:, None]
    combination, sizes = np.zeros(len(rows), int), 1
    for term in feature.get("terms", [feature]):
        group, size = groups_of(term, fields, rows)
        combination, sizes = combination * size + group, sizes * size
    cells = feature.get("cells", range(sizes))
    return np.stack([combination == cell for cell in cells], axis=1).astype(float)


def fit(x, y, penalty):
    """Minimises Σ log loss + Σ penalty/2·coefficient²: columns divided by √penalty have the penalty 1."""
    root = np.sqrt(penalty)
    model = LogisticRegression(C=1, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(x / root, y)
    coefficients = model.coef_[0] / root
    residual = model.predict_proba(x / root)[:, 1] - y
    gradient = np.abs(np.append(x.T @ residual + penalty * coefficients, residual.sum())).max() / len(y)
    assert gradient < 1e-11, f"scikit-learn stopped at a gradient of {gradient} per row"
    return model.intercept_[0], coefficients, model.predict_proba(x / root)[:, 1]


rows = draw_rows(np.random.default_rng(11))
learned = trained(rows)
blocks = [columns_of(feature, learned["fields"], rows) for feature in learned["features"]]
penalty = np.concatenate([np.full(block.shape[1], own) for block, own in zip(blocks, learned["penalty"], strict=True)])
intercept, coefficients, probabilities = fit(np.concatenate(blocks, axis=1), np.array([row["target"] for row in rows]), penalty)
fixture = {
    "rows": rows,
    "penalty": learned["penalty"],
    "intercept": intercept,
    "coefficients": coefficients.tolist(),
    "probabilities": probabilities.tolist(),
}
(HERE / "bent-fixture.json").write_text(json.dumps(fixture) + "\n")
