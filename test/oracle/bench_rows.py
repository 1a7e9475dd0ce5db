"""Reads the rows that scripts/bench-fit.ts writes for other libraries."""

import json

import numpy as np


def read_rows(folder):
    """Codes per field (16 bits), number of codes per field, weight and positives per row."""
    with open(f"{folder}/sizes.json") as file:
        sizes = json.load(file)
    codes = np.fromfile(f"{folder}/codes.bin", dtype="<u2").reshape(len(sizes), -1)
    weight = np.fromfile(f"{folder}/weight.bin", dtype="<f8")
    positives = np.fromfile(f"{folder}/positives.bin", dtype="<f8")
    return list(codes), sizes, weight, positives
