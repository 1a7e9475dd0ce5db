"""Writes fixtures/: pipelines fitted to made-up rows, and the probabilities that scikit-learn itself gives to some rows.

Run with an environment of requirements.txt: python test/import/make_fixtures.py [NAME…]. Files of another version of
scikit-learn have it in their names.
"""

import json
import sys
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
import skops.io
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    KBinsDiscretizer,
    MaxAbsScaler,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    RobustScaler,
    StandardScaler,
)

FOLDER = Path(__file__).parent / "fixtures"
VERSION = "" if sklearn.__version__ == "1.9.1" else f"-{sklearn.__version__}"
warnings.filterwarnings("ignore")


def made_up_rows(count, seed):
    random = np.random.default_rng(seed)
    airline = random.choice(["Sky", "LAN", "Copa", "Ñandú", "Avianca", "rare 1", "rare 2"], count, p=[0.3, 0.3, 0.15, 0.1, 0.1, 0.03, 0.02])
    rows = pd.DataFrame(
        {
            "airline": airline,
            "kind": random.choice(["I", "N"], count),
            "hour": random.integers(0, 24, count),
            "zone": random.choice([10, 20, 500_000], count),
            "distance": np.round(random.gamma(2.0, 400.0, count), 1),
            "offset": np.round(1e5 + 3 * random.normal(size=count), 3),
            "unused": random.normal(size=count),
        }
    )
    late = 1 / (1 + np.exp(1.5 - (airline == "Sky") - 0.05 * rows["hour"] + rows["distance"] / 1500 - (rows["offset"] - 1e5) / 4))
    rows["late"] = (random.random(count) < late).astype(int)
    rows.loc[random.random(count) < 0.05, "distance"] = np.nan
    rows.loc[random.random(count) < 0.05, "airline"] = np.nan
    return rows


def chain(*steps):
    return Pipeline([(type(step).__name__.lower(), step) for step in steps])


def logistic(**options):
    return LogisticRegression(max_iter=2000, **options)


COMMON = [
    ("airline", OneHotEncoder(handle_unknown="ignore"), ["airline"]),
    ("kind", OneHotEncoder(drop="if_binary"), ["kind"]),
]

PIPELINES = {
    "one-hot": Pipeline(
        [
            (
                "columns",
                ColumnTransformer(
                    [
                        ("airline", OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=50), ["airline"]),
                        ("kind", OneHotEncoder(drop="first"), ["kind"]),
                        ("hour", OneHotEncoder(), ["hour"]),
                        ("zone", OneHotEncoder(handle_unknown="ignore"), ["zone"]),
                    ]
                ),
            ),
            ("classifier", logistic()),
        ]
    ),
    "numbers": chain(
        ColumnTransformer(
            [
                *COMMON,
                ("distance", chain(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), ["distance"]),
                ("offset", chain(RobustScaler(), MaxAbsScaler()), ["offset"]),
                ("hour", MinMaxScaler(clip=True), ["hour"]),
            ],
            sparse_threshold=0,
        ),
        StandardScaler(),
        logistic(),
    ),
    "bins": chain(
        ColumnTransformer(
            [
                ("airline", chain(SimpleImputer(strategy="constant", fill_value="none"), OneHotEncoder(max_categories=4, drop="first", handle_unknown="ignore")), ["airline"]),
                ("distance", chain(SimpleImputer(), KBinsDiscretizer(4, encode="onehot")), ["distance"]),
                ("offset", chain(StandardScaler(), KBinsDiscretizer(5, encode="onehot-dense", strategy="uniform")), ["offset"]),
                ("hour", KBinsDiscretizer(3, encode="ordinal", strategy="kmeans"), ["hour"]),
            ]
        ),
        logistic(),
    ),
    "ordinal": chain(
        ColumnTransformer(
            [
                ("ordinal", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2), ["airline", "kind"]),
                ("hour", "passthrough", ["hour"]),
            ],
            remainder="drop",
        ),
        SGDClassifier(loss="log_loss", random_state=0),
    ),
    "marks": chain(
        ColumnTransformer(
            [
                ("airline", chain(SimpleImputer(missing_values="rare 1", strategy="most_frequent", add_indicator=True), OneHotEncoder(handle_unknown="ignore")), ["airline"]),
                ("zone", chain(SimpleImputer(missing_values=10, strategy="most_frequent"), OneHotEncoder()), ["zone"]),
            ]
        ),
        logistic(),
    ),
    # The only other kind is dropped, so that the column of kinds is read and adds nothing.
    "no-columns": chain(
        ColumnTransformer(
            [
                ("kind", chain(SimpleImputer(missing_values="I", strategy="most_frequent"), OneHotEncoder(drop="first", handle_unknown="ignore")), ["kind"]),
                ("hour", StandardScaler(), ["hour"]),
            ]
        ),
        logistic(),
    ),
    "calibrated": CalibratedClassifierCV(
        chain(ColumnTransformer([*COMMON, ("number", StandardScaler(), ["offset"])], remainder="drop"), logistic()),
        method="sigmoid",
        ensemble=False,
    ),
}

REFUSED = {
    "polynomial": chain(ColumnTransformer([("squares", PolynomialFeatures(2), ["hour", "offset"])]), logistic()),
    "ensemble": CalibratedClassifierCV(chain(ColumnTransformer(COMMON[1:]), logistic()), cv=2),
    "three-classes": chain(ColumnTransformer(COMMON[1:]), logistic()),
    "isotonic": CalibratedClassifierCV(chain(ColumnTransformer(COMMON), logistic()), method="isotonic", ensemble=False),
}


def answer(pipeline, row):
    """The probability of the second class for a row; None where scikit-learn raises an error."""
    try:
        return float(pipeline.predict_proba(row)[0, 1])
    except ValueError:
        return None


def main():
    FOLDER.mkdir(exist_ok=True)
    rows = made_up_rows(2000, seed=1)
    asked = made_up_rows(60, seed=2).drop(columns="late")
    asked.loc[0, "airline"] = "unknown"
    asked.loc[1, "zone"] = 30
    asked.loc[2, "kind"] = "unknown"
    for name, pipeline in {**PIPELINES, **REFUSED}.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        fitted = rows.dropna(subset=["airline"]) if name == "marks" else rows
        target = fitted["zone"] if name == "three-classes" else fitted["late"].map({0: "on time", 1: "late"})
        pipeline.fit(fitted.drop(columns="late"), target)
        skops.io.dump(pipeline, FOLDER / f"{name}{VERSION}.skops", compression=zipfile.ZIP_DEFLATED, compresslevel=9)
        if name in PIPELINES:
            answers = [{"row": json.loads(row.to_json()), "probability": answer(pipeline, asked.loc[[k]])} for k, row in asked.iterrows()]
            lines = [json.dumps(item, ensure_ascii=False) for item in answers]
            (FOLDER / f"{name}{VERSION}.ndjson").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
