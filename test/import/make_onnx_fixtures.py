"""Writes the ONNX files of fixtures/: pipelines that skl2onnx converts, and what scikit-learn and ONNX Runtime answer to some rows.

Run with an environment of requirements.txt: python test/import/make_onnx_fixtures.py
"""

import json

import numpy as np
import onnxruntime
from make_fixtures import FOLDER, answer, chain, logistic, made_up_rows
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, Int64TensorType, StringTensorType
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import SGDClassifier
from sklearn.preprocessing import KBinsDiscretizer, MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler

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


def main():
    rows = made_up_rows(2000, seed=1)
    asked = made_up_rows(60, seed=2)
    target = rows["late"].map({0: "on time", 1: "late"})
    rows = rows.assign(airline=rows["airline"].fillna("Sky"))
    asked = asked.assign(airline=asked["airline"].where(asked["airline"].isin(rows["airline"]), "Sky")).query("kind in ['I', 'N']")
    for name, pipeline in CONVERTED.items():
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


main()
