"""Writes fixtures/: pipelines fitted to made-up rows, and the probabilities that scikit-learn itself gives to some rows.

Run with an environment of requirements.txt: python test/import/make_fixtures.py [NAME…]
"""

import json
import sys
import warnings
import zipfile
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
import skops.io
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, Int64TensorType, StringTensorType
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
    "calibrated": CalibratedClassifierCV(
        chain(ColumnTransformer([*COMMON, ("number", StandardScaler(), ["offset"])], remainder="drop"), logistic()),
        method="sigmoid",
        ensemble=False,
    ),
}

REFUSED = {
    "polynomial": chain(ColumnTransformer([("squares", PolynomialFeatures(2), ["hour", "offset"])]), logistic()),
    "isotonic": CalibratedClassifierCV(chain(ColumnTransformer(COMMON), logistic()), method="isotonic", ensemble=False),
}

# Rare levels convert only beside another column; strings cannot be missing; bins only as "onehot-dense".
CONVERTED = {
    "columns": chain(
        ColumnTransformer(
            [
                ("rare", OneHotEncoder(min_frequency=150), ["airline", "kind"]),
                ("hour", OneHotEncoder(drop="first"), ["hour"]),
                ("offset", StandardScaler(), ["offset"]),
                ("distance", chain(SimpleImputer(), MinMaxScaler(clip=True)), ["distance"]),
            ]
        ),
        logistic(),
    ),
    "bins": chain(
        ColumnTransformer(
            [
                ("offset", KBinsDiscretizer(4, encode="onehot-dense"), ["offset"]),
                ("hour", KBinsDiscretizer(3, encode="ordinal"), ["hour"]),
                ("kind", OrdinalEncoder(), ["kind"]),
            ],
            remainder="drop",
        ),
        SGDClassifier(loss="log_loss", random_state=0),
    ),
    "matrix": chain(StandardScaler(), logistic()),
    "sigmoid": CalibratedClassifierCV(logistic(), method="sigmoid", ensemble=False),
}
MATRIX = ["hour", "offset"]
TYPES = {"airline": StringTensorType, "kind": StringTensorType, "hour": Int64TensorType, "zone": Int64TensorType}


def columns_of(name):
    return {"columns": ["airline", "kind", "hour", "offset", "distance"], "bins": ["kind", "hour", "offset"]}.get(name)


def convert(name, pipeline, number):
    columns = columns_of(name)
    types = [(column, TYPES.get(column, number)([None, 1])) for column in columns] if columns else [("X", number([None, 2]))]
    return convert_sklearn(pipeline, initial_types=types, options={"zipmap": number is FloatTensorType}).SerializeToString()


def by_runtime(model, row, name):
    """The probability that ONNX Runtime gives; None where it cannot load the model."""
    try:
        session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    except Exception:
        return None
    types = {"tensor(string)": object, "tensor(int64)": np.int64, "tensor(float)": np.float32, "tensor(double)": np.float64}
    inputs = {item.name: row[[item.name] if columns_of(name) else MATRIX].to_numpy().astype(types[item.type]) for item in session.get_inputs()}
    probabilities = session.run(None, inputs)[1][0]
    return float(list(probabilities.values())[1] if isinstance(probabilities, dict) else probabilities[1])


def write_converted(rows, target, asked):
    rows = rows.assign(airline=rows["airline"].fillna("Sky"))
    asked = asked.assign(airline=asked["airline"].where(asked["airline"].isin(rows["airline"]), "Sky")).query("kind in ['I', 'N']")
    for name, pipeline in CONVERTED.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        columns = columns_of(name)
        pipeline.fit(rows[columns] if columns else rows[MATRIX].to_numpy(), target)
        for kind, number in {"float": FloatTensorType, "double": DoubleTensorType}.items():
            model = convert(name, pipeline, number)
            (FOLDER / f"{name}-{kind}.onnx").write_bytes(model)
            lines = []
            for k in asked.index:
                row = asked.loc[[k]]
                inputs = row[columns] if columns else row[MATRIX].to_numpy()
                named = json.loads(row[columns].to_json(orient="records"))[0] if columns else dict(zip(["X0", "X1"], inputs[0].tolist()))
                answers = {"probability": answer(pipeline, inputs), "runtime": by_runtime(model, row, name)}
                lines.append(json.dumps({"row": named, **answers}, ensure_ascii=False))
            (FOLDER / f"{name}-{kind}.ndjson").write_text("\n".join(lines) + "\n")


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
        pipeline.fit(fitted.drop(columns="late"), fitted["late"].map({0: "on time", 1: "late"}))
        skops.io.dump(pipeline, FOLDER / f"{name}.skops", compression=zipfile.ZIP_DEFLATED, compresslevel=9)
        if name in PIPELINES:
            answers = [{"row": json.loads(row.to_json()), "probability": answer(pipeline, asked.loc[[k]])} for k, row in asked.iterrows()]
            lines = [json.dumps(item, ensure_ascii=False) for item in answers]
            (FOLDER / f"{name}.ndjson").write_text("\n".join(lines) + "\n")
    write_converted(rows, rows["late"].map({0: "on time", 1: "late"}), asked)


main()
