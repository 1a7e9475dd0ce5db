"""Writes drift-fixture.json: population stability indices, quantiles of chi-square and bounds of shares by scipy."""

import json
from pathlib import Path

import numpy as np
from scipy import special, stats


def shifted(random, places, rows):
    """Counts of training and of now, the PSI and the homogeneity test of them."""
    p = random.dirichlet(np.ones(places))
    q = random.dirichlet(50 * places * p + 1)
    training = random.multinomial(rows * 20, p) + 1
    now = random.multinomial(rows, q) + 1
    a, b = training / training.sum(), now / now.sum()
    return {
        "training": training.tolist(),
        "now": now.tolist(),
        "psi": float(special.rel_entr(a, b).sum() + special.rel_entr(b, a).sum()),
    }


random = np.random.default_rng(1)
fixture = {
    "shifts": [shifted(random, places, rows) for places in (2, 7, 64) for rows in (200, 5000)],
    "tails": [
        {"value": float(x), "freedom": k, "tail": float(stats.chi2.sf(x, k))}
        for k in (1, 6, 63, 299)
        for x in (k / 2, k, 2 * k, 3 * k + 20)
    ],
    "quantiles": [
        {"tail": tail, "freedom": k, "value": float(stats.chi2.isf(tail, k))}
        for tail in (0.05, 0.001, 0.0001)
        for k in (1, 6, 63, 299)
    ],
    "bounds": [
        {"count": x, "total": n, "tail": tail, "bound": float(stats.beta.ppf(tail, x, n - x + 1))}
        for x, n in ((1, 50), (3, 1000), (200, 1000), (50, 50))
        for tail in (0.025, 0.0001)
    ],
}
path = Path(__file__).with_name("drift-fixture.json")
path.write_text(json.dumps(fixture, indent=1) + "\n")
