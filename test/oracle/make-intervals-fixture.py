"""Writes intervals-fixture.json: Holm's correction, tails of Student's t, calibration lines and clustered standard errors
by statsmodels and scipy."""

import json
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests


def holm(p):
    return {"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()}


def tails():
    return [
        {"t": t, "freedom": freedom, "p": float(2 * stats.t.sf(t, freedom))}
        for freedom in (1, 4, 29, 181, 1e6)
        for t in (0, 0.5, 1.96, 3.1, 8)
    ]


def calibration(random):
    """Outcomes of logits that are too extreme and too low, and what recalibration finds."""
    logit = random.normal(-1, 1.5, 500)
    weight = random.integers(1, 6, 500)
    positives = random.binomial(weight, 1 / (1 + np.exp(-(0.3 + 0.7 * logit))))
    counts = np.column_stack([positives, weight - positives])
    binomial = sm.families.Binomial()
    intercept = sm.GLM(counts, np.ones(500), family=binomial, offset=logit).fit(tol=1e-14).params[0]
    slope = sm.GLM(counts, sm.add_constant(logit), family=binomial).fit(tol=1e-14).params[1]
    return {
        "logit": logit.tolist(),
        "weight": weight.tolist(),
        "positives": positives.tolist(),
        "intercept": float(intercept),
        "slope": float(slope),
    }


def clustered(random, clusters=40, size=50):
    """Outcomes with a rate of their own in each cluster, answered with 0.2: the clustered standard error of the Brier score."""
    rate = random.beta(2, 8, clusters)
    sizes = random.integers(size // 2, size * 2, clusters)
    cluster = np.repeat(np.arange(clusters), sizes)
    outcome = random.binomial(1, rate[cluster])
    loss = (outcome - 0.2) ** 2
    fit = sm.OLS(loss, np.ones(len(loss))).fit(cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False})
    return {
        "weight": sizes.tolist(),
        "positives": np.bincount(cluster, outcome, clusters).tolist(),
        "brier": float(fit.params[0]),
        "standardError": float(fit.bse[0]),
        "independent": float(loss.std() / np.sqrt(len(loss))),
    }


random = np.random.default_rng(1)
fixture = {
    "holm": [holm([0.01, 0.04, 0.03, 0.005]), holm([0.5]), holm([0.02, 0.02, 0.9, 0.001, 0.02, 0.6])],
    "tails": tails(),
    "calibration": calibration(random),
    "clustered": clustered(random),
}
path = Path(__file__).with_name("intervals-fixture.json")
path.write_text(json.dumps(fixture, indent=2) + "\n")
