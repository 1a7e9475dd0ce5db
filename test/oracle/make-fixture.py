"""Writes fixture.json: a small data set and its fit by scikit-learn's LogisticRegression.

    python -m venv VENV && VENV/bin/pip install -r test/oracle/requirements.txt
    VENV/bin/python test/oracle/make-fixture.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

CARRIERS = ["Austral", "Condor", "Ñandú Air", "Once"]  # "Once" appears in one row of weight 1
DESTINATIONS = ["ANF", "CJC", "EZE", "GRU", "LIM", "PMC", "ZCO"]
PENALTIES = [1, 0.1]
GROUPS = 320


def draw_rows(random):
    """Grouped rows: carrier, destination, hour, distance, weight, positives."""
    rows = []
    for _ in range(GROUPS):
        carrier = int(random.integers(0, 3))
        destination = int(random.integers(0, len(DESTINATIONS)))
        hour = int(random.choice([h for h in range(24) if h != 3]))  # 3 h is a valid value, but not in the data
        distance = round(float(random.gamma(3, 400)), 1)
        weight = int(random.integers(1, 21)) / 2
        logit = -1 + 0.8 * (carrier == 1) - 0.6 * (destination == 2) + np.sin(hour / 4) + distance / 3000
        positives = int(random.binomial(int(2 * weight), 1 / (1 + np.exp(-logit)))) / 2
        rows.append([carrier, destination, hour, distance, weight, positives])
    rows.append([3, 0, 12, 777.5, 1, 1])
    return np.array(rows)


def design(rows):
    """Full one-hot of carrier, destination and hour; sine and cosine of the hour; the standardised distance."""
    carrier, destination, hour, distance, weight, _ = rows.T
    mean = np.average(distance, weights=weight)
    scale = np.sqrt(np.average((distance - mean) ** 2, weights=weight))
    angle = 2 * np.pi * hour / 24
    return np.column_stack(
        [
            np.eye(len(CARRIERS))[carrier.astype(int)],
            np.eye(len(DESTINATIONS))[destination.astype(int)],
            np.eye(24)[hour.astype(int)],
            np.sin(angle),
            np.cos(angle),
            (distance - mean) / scale,
        ]
    )


def fit(x, weight, positives, penalty):
    """Minimises Σ weight·log loss + penalty/2·Σ coefficient², without a penalty on the intercept.

    scikit-learn gets each row twice: once as positive, once as negative.
    """
    sample_weight = np.concatenate([positives, weight - positives])
    y = np.concatenate([np.ones(len(x)), np.zeros(len(x))])
    seen = sample_weight > 0
    model = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-14, max_iter=1000)
    model.fit(np.concatenate([x, x])[seen], y[seen], sample_weight=sample_weight[seen])
    probabilities = model.predict_proba(x)[:, 1]
    residual = weight * probabilities - positives
    slope = np.append(x.T @ residual + penalty * model.coef_[0], residual.sum())
    gradient = np.abs(slope).max() / weight.sum()
    assert gradient < 1e-12, f"scikit-learn stopped at a gradient of {gradient} per row"
    return {
        "penalty": penalty,
        "intercept": model.intercept_[0],
        "coefficients": model.coef_[0].tolist(),
        "probabilities": probabilities.tolist(),
    }


rows = draw_rows(np.random.default_rng(7))
x = design(rows)
fixture = {
    "rows": [
        {
            "carrier": CARRIERS[int(carrier)],
            "destination": DESTINATIONS[int(destination)],
            "hour": int(hour),
            "distance": distance,
            "weight": weight,
            "positives": positives,
        }
        for carrier, destination, hour, distance, weight, positives in rows.tolist()
    ],
    "fits": [fit(x, rows[:, 4], rows[:, 5], penalty) for penalty in PENALTIES],
}
Path(__file__).with_name("fixture.json").write_text(json.dumps(fixture, indent=1, ensure_ascii=False) + "\n")
