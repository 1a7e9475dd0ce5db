"""Fit once with another library, in a separate process: bench_fit.py (sklearn|glum) FOLDER PENALTY TOLERANCE

Reads the rows that scripts/bench-fit.ts wrote. Measures building the library's own matrix, and fitting.
Prints {cpu, wall, peak} in seconds and megabytes, and writes coefficients and intercept to FOLDER/<library>.bin.
"""

import json
import sys
import time

import numpy as np
from bench_rows import read_rows


def as_single_labels(codes, weight, positives):
    """Rows with one label each: a group with both classes becomes two weighted rows. Not measured."""
    negatives = weight - positives
    up, down = positives > 0, negatives > 0
    return (
        [np.concatenate([field[up], field[down]]) for field in codes],
        np.concatenate([np.ones(up.sum()), np.zeros(down.sum())]),
        np.concatenate([positives[up], negatives[down]]),
    )


def fit_sklearn(codes, sizes, y, sample_weight, penalty, tolerance):
    rows = len(y)
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    columns = np.empty((rows, len(sizes)), dtype=np.int32)
    for f, field in enumerate(codes):
        columns[:, f] = field + offsets[f]
    x = csr_matrix(
        (np.ones(columns.size), columns.ravel(), np.arange(rows + 1, dtype=np.int32) * len(sizes)),
        shape=(rows, sum(sizes)),
    )
    model = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=tolerance, max_iter=100)
    model.fit(x, y, sample_weight=sample_weight)
    return model.coef_[0], model.intercept_[0]


def fit_glum(codes, sizes, y, sample_weight, penalty, tolerance):
    x = tabmat.SplitMatrix(
        [
            tabmat.CategoricalMatrix(pd.Categorical.from_codes(field, categories=range(size)))
            for field, size in zip(codes, sizes)
        ]
    )
    total = len(y) if sample_weight is None else sample_weight.sum()
    model = GeneralizedLinearRegressor(
        family="binomial", alpha=penalty / total, l1_ratio=0, fit_intercept=True, gradient_tol=tolerance, max_iter=100
    )
    model.fit(x, y, sample_weight=sample_weight)
    return model.coef_, model.intercept_


def peak_megabytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


library, folder, penalty, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
if library == "sklearn":
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    fit = fit_sklearn
else:
    import pandas as pd
    import tabmat
    from glum import GeneralizedLinearRegressor

    fit = fit_glum

codes, sizes, weight, positives = read_rows(folder)
if (weight == 1).all():
    y, sample_weight = positives, None
elif library == "glum":
    y, sample_weight = positives / weight, weight  # glum's label of a group is its share of positives
else:
    codes, y, sample_weight = as_single_labels(codes, weight, positives)

cpu, wall = time.process_time(), time.perf_counter()
coefficients, intercept = fit(codes, sizes, y, sample_weight, penalty, tolerance)
figures = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "peak": peak_megabytes()}
np.append(coefficients, intercept).astype("<f8").tofile(f"{folder}/{library}.bin")
print(json.dumps(figures))
