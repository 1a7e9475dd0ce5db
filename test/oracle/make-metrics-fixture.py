"""Writes metrics-fixture.json: scored groups with weights and ties, and their metrics by scikit-learn and numpy."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score


def calibration_error(logit, weight, positives, bins=10):
    """Mean |observed − predicted| rate over bins of equal weight. Equal scores share the bin of the first of them."""
    total = sum(Fraction(w) for w in weight)
    above = Fraction(0)
    gaps = np.zeros(bins)
    for score in np.unique(logit)[::-1]:
        tied = logit == score
        in_bin = min(bins - 1, int(above / total * bins))
        gaps[in_bin] += positives[tied].sum() - weight[tied].sum() / (1 + np.exp(-score))
        above += sum(Fraction(w) for w in weight[tied])
    return np.abs(gaps).sum() / float(total)


def case(name, logit, weight, positives):
    probability = 1 / (1 + np.exp(-np.concatenate([logit, logit])))
    y = np.concatenate([np.ones(len(logit)), np.zeros(len(logit))])
    sample_weight = np.concatenate([positives, weight - positives])
    return {
        "name": name,
        "logit": logit.tolist(),
        "weight": weight.tolist(),
        "positives": positives.tolist(),
        "metrics": {
            "auc": roc_auc_score(y, probability, sample_weight=sample_weight),
            "logLoss": log_loss(y, probability, sample_weight=sample_weight),
            "brier": brier_score_loss(y, probability, sample_weight=sample_weight),
            "averagePrecision": average_precision_score(y, probability, sample_weight=sample_weight),
            "calibrationError": calibration_error(logit, weight, positives),
        },
    }


def cases(random):
    logit = random.normal(-1, 1.2, 400)
    ones = np.ones(400)
    outcome = (random.random(400) < 1 / (1 + np.exp(-logit))).astype(float)
    weight = random.integers(1, 12, 400).astype(float)
    positives = random.binomial(weight.astype(int), 1 / (1 + np.exp(-logit))).astype(float)
    yield case("single rows without ties", logit, ones, outcome)
    yield case("single rows with many ties", np.round(logit), ones, outcome)
    yield case("weighted groups with ties", np.round(logit, 1), weight, positives)
    yield case("fractional weights", np.round(logit, 1), weight / 4, positives / 4)
    yield case("scores that rank backwards", -np.round(logit, 1), weight, positives)
    yield case("scores that are all the same", np.full(400, -1.5), weight, positives)
    yield case("very sure scores", np.clip(np.round(logit * 4, 2), -10, 10), weight, positives)


fixture = list(cases(np.random.default_rng(11)))
Path(__file__).with_name("metrics-fixture.json").write_text(json.dumps(fixture) + "\n")
