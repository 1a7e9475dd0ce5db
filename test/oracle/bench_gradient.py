"""Print the largest component of the gradient per row, by numpy: bench_gradient.py FOLDER PENALTY NAME…

Reads coefficients and intercept from FOLDER/<name>.bin and prints {name: gradient}.
"""

import json
import sys

import numpy as np
from bench_rows import read_rows

folder, penalty, names = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
codes, sizes, weight, positives = read_rows(folder)
ends = np.cumsum(sizes)


def gradient(beta):
    blocks = np.split(beta[:-1], ends[:-1])
    logit = np.full(len(weight), beta[-1])
    for field, block in zip(codes, blocks):
        logit += block[field]
    residual = weight / (1 + np.exp(-logit)) - positives
    slopes = [
        np.bincount(field, weights=residual, minlength=size) + penalty * block
        for field, size, block in zip(codes, sizes, blocks)
    ]
    return max(np.abs(slope).max() for slope in [*slopes, residual.sum()]) / weight.sum()


print(json.dumps({name: gradient(np.fromfile(f"{folder}/{name}.bin", dtype="<f8")) for name in names}))
