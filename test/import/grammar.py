"""Draws pipelines from a grammar of scikit-learn steps, and saves each by skops and by skl2onnx with answers to random rows.

python grammar.py FOLDER [COUNT] [SEED]: writes NAME.skops, NAME-float.onnx, NAME-double.onnx, NAME.ndjson with a row a line, and
index.json with what each pipeline is and the classes in it that no import can represent. Goes on where an index.json ends.
"""

import json
import sys
import warnings
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
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    KBinsDiscretizer,
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    SplineTransformer,
    StandardScaler,
)
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
onnxruntime.set_default_logger_severity(4)

TEXTS = {"airline": ["Sky", "LAN", "Copa", "Ñandú", "Avianca", "rare 1", "rare 2"], "kind": ["I", "N"]}
FREQUENT = {"airline": [0.3, 0.25, 0.2, 0.1, 0.1, 0.03, 0.02], "kind": [0.5, 0.5]}
INTEGERS = {"hour": range(24), "zone": [10, 20, 500_000]}
NUMBERS = ["distance", "offset", "width"]


def draw_rows(random, count, missing):
    rows = pd.DataFrame({name: random.choice(known, count, p=FREQUENT[name]) for name, known in TEXTS.items()})
    for name, known in INTEGERS.items():
        rows[name] = random.choice(list(known), count)
    rows["distance"] = np.round(random.gamma(2.0, 400.0, count), 1)
    rows["offset"] = np.round(1e5 + 3 * random.normal(size=count), 3)
    rows["width"] = random.normal(size=count)
    for name in missing:
        rows.loc[random.random(count) < 0.08, name] = np.nan
    return rows


def chain(*steps):
    return steps[0] if len(steps) == 1 else Pipeline([(f"{type(step).__name__.lower()}{k}", step) for k, step in enumerate(steps)])


class Grammar:
    def __init__(self, random, portable):
        self.random = random
        # Leaves out what skl2onnx never converts, such as bins as sparse matrices and missing texts.
        self.portable = portable
        self.refused = []
        self.missing = set()

    def one_of(self, *items):
        return items[self.random.integers(len(items))]

    def chance(self, share):
        return self.random.random() < share

    def scaler(self, sparse=False):
        if sparse:
            return self.one_of(StandardScaler(with_mean=False), MaxAbsScaler(), RobustScaler(with_centering=False))
        low = self.one_of(0, -1)
        return self.one_of(
            StandardScaler(),
            StandardScaler(with_std=False),
            MinMaxScaler(feature_range=(low, 1), clip=bool(self.chance(0.5))),
            RobustScaler(quantile_range=(10.0, 90.0)),
            MaxAbsScaler(),
        )

    def one_hot(self):
        rare = self.one_of({}, {}, {"min_frequency": 0.06}, {"max_categories": 4})
        unknown = self.one_of("error", "ignore", "ignore", "infrequent_if_exist")
        if self.portable:
            return OneHotEncoder(drop=self.one_of(None, "first"), handle_unknown=self.one_of("error", "ignore"))
        return OneHotEncoder(drop=self.one_of(None, None, "first", "if_binary"), handle_unknown=unknown, **rare)

    def ordinal(self):
        if self.chance(0.5):
            return OrdinalEncoder()
        return OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2)

    def unreadable(self):
        """A step that is no sum of columns of one field each, or that the format does not have."""
        step = self.one_of(
            PolynomialFeatures(2),
            SplineTransformer(n_knots=4),
            QuantileTransformer(n_quantiles=50),
            PowerTransformer(),
            Normalizer(),
            FunctionTransformer(np.tanh),
        )
        self.refused.append(type(step).__name__)
        return step

    def bins(self):
        encode = self.one_of(*([] if self.portable else ["onehot"]), "onehot-dense", "onehot-dense", "ordinal")
        return KBinsDiscretizer(int(self.random.integers(2, 8)), encode=encode, strategy=self.one_of("quantile", "uniform"))

    def number(self, name):
        steps = []
        if self.chance(0.4):
            self.missing.add(name)
            strategy = self.one_of("mean", "median", "most_frequent", "constant")
            fill = {"fill_value": 1.5} if strategy == "constant" else {}
            steps.append(SimpleImputer(strategy=strategy, add_indicator=not self.portable and bool(self.chance(0.3)), **fill))
        if self.chance(0.06):
            return chain(*steps, SimpleImputer(), StandardScaler(), self.unreadable()) if steps else chain(StandardScaler(), self.unreadable())
        if self.chance(0.1):
            return chain(*steps, FeatureUnion([("bins", self.bins()), ("scaled", self.scaler())]))
        steps += [self.scaler() for _ in range(self.random.integers(0, 3))]
        if self.chance(0.3):
            steps.append(self.bins())
            if self.chance(0.3):
                steps.append(self.scaler(sparse=True))
        return chain(*steps) if steps else "passthrough"

    def text(self, name):
        steps = []
        if self.portable:
            return self.one_hot() if self.chance(0.75) else self.ordinal()
        if self.chance(0.1):
            steps.append(SimpleImputer(missing_values=TEXTS[name][0], strategy="most_frequent", add_indicator=bool(self.chance(0.3))))
        elif self.chance(0.3):
            self.missing.add(name)
            steps.append(SimpleImputer(strategy="most_frequent") if self.chance(0.5) else SimpleImputer(strategy="constant", fill_value="none"))
        elif self.chance(0.2):
            self.missing.add(name)
            return OneHotEncoder(handle_unknown="ignore")
        steps.append(self.one_hot() if self.chance(0.75) else self.ordinal())
        if self.chance(0.2):
            steps.append(self.scaler(sparse=True))
        return chain(*steps)

    def integer(self, name):
        if self.chance(0.5):
            return self.one_hot()
        return "passthrough" if self.chance(0.3) else self.one_of(self.ordinal(), self.scaler(), self.bins())

    def columns(self):
        names = [*TEXTS, *INTEGERS, *NUMBERS]
        used = [name for name in names if self.chance(0.6)] or ["offset"]
        parts = []
        for name in used:
            draw = self.text if name in TEXTS else self.integer if name in INTEGERS else self.number
            parts.append((name, draw(name), [name]))
        if self.chance(0.2) and len(parts) > 2:
            parts = [("inner", ColumnTransformer(parts[:2]), [name for name, _, _ in parts[:2]]), *parts[2:]]
        left = [name for name in names if name not in used and name not in TEXTS]
        remainder = "passthrough" if left and self.chance(0.15) else "drop"
        if remainder == "passthrough":
            used = [*used, *left]
        return ColumnTransformer(parts, remainder=remainder, sparse_threshold=self.one_of(0, 0.3)), used

    def classifier(self):
        if self.chance(0.04):
            self.refused.append("CalibratedClassifierCV")
            return CalibratedClassifierCV(LogisticRegression(), method="isotonic", ensemble=False)
        base = self.one_of(
            LogisticRegression(C=10.0 ** self.random.integers(-2, 2), fit_intercept=bool(self.chance(0.9)), max_iter=500),
            LogisticRegression(class_weight="balanced", max_iter=500),
            SGDClassifier(loss="log_loss", alpha=0.01, random_state=0),
        )
        if not self.chance(0.25):
            return base
        return CalibratedClassifierCV(self.one_of(base, LinearSVC()), method="sigmoid", ensemble=False)

    def pipeline(self):
        columns, used = self.columns()
        steps = [columns, self.classifier()]
        if self.chance(0.2):
            steps.insert(1, self.one_of(MaxAbsScaler(), StandardScaler(with_mean=False)))
        return chain(*steps), [name for name in [*TEXTS, *INTEGERS, *NUMBERS] if name in used]


def answers(ask, rows):
    """A probability per row; None for a row that is refused, which is asked for alone."""
    try:
        return ask(rows)
    except Exception:
        if len(rows) == 1:
            return [None]
        parts = [rows.iloc[:900], *(rows.iloc[[k]] for k in range(900, len(rows)))] if len(rows) > 900 else [rows.iloc[[k]] for k in range(len(rows))]
        return [answer for part in parts for answer in answers(ask, part)]


def by_runtime(model, used):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    types = {item.name: item.type for item in session.get_inputs()}
    kinds = {"tensor(string)": object, "tensor(int64)": np.int64, "tensor(float)": np.float32, "tensor(double)": np.float64}
    return lambda rows: session.run(None, {name: rows[[name]].to_numpy().astype(kinds[types[name]]) for name in used})[1][:, 1].tolist()


def convert(pipeline, used, number, path):
    types = [(name, (StringTensorType if name in TEXTS else Int64TensorType if name in INTEGERS else number)([None, 1])) for name in used]
    model = convert_sklearn(pipeline, initial_types=types, options={"zipmap": False}).SerializeToString()
    path.write_bytes(model)
    return model


def main(folder, count=200, seed=1):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.json"
    index = json.loads(path.read_text()) if path.exists() else []
    for number in range(len(index), count):
        random = np.random.default_rng([seed, number])
        grammar = Grammar(random, portable=number % 2 == 1)
        pipeline, used = grammar.pipeline()
        missing = sorted(grammar.missing)
        rows = draw_rows(random, 600, missing)[used]
        score = sum((rows[name] == TEXTS.get(name, [3])[0]) * 1.0 if name in TEXTS or name in INTEGERS else (rows[name] - rows[name].mean()) / rows[name].std() for name in used)
        target = np.where(random.random(600) < 1 / (1 + np.exp(-score.fillna(0) / 2)), "late", "on time")
        name = f"{number:03}"
        item = {"name": name, "pipeline": " ".join(repr(pipeline).split()), "refused": grammar.refused, "onnx": {}}
        try:
            pipeline.fit(rows, target)
        except ValueError as error:
            raise SystemExit(f"{name} cannot be fitted: {error}\n{item['pipeline']}") from error
        skops.io.dump(pipeline, folder / f"{name}.skops")
        asked = draw_rows(random, 1000, missing)[used]
        last = asked.index >= 900
        for column in [*TEXTS, *INTEGERS]:
            if column in used:
                asked.loc[last & (random.random(1000) < 0.1), column] = "unknown" if column in TEXTS else 77
        found = {"probability": answers(lambda part: pipeline.predict_proba(part)[:, 1].tolist(), asked)}
        for kind, tensor in {"float": FloatTensorType, "double": DoubleTensorType}.items():
            try:
                model = convert(pipeline, used, tensor, folder / f"{name}-{kind}.onnx")
            except Exception as error:
                item["onnx"][kind] = type(error).__name__
                continue
            try:
                found[kind] = answers(by_runtime(model, used), asked)
                item["onnx"][kind] = "runs"
            except Exception:
                item["onnx"][kind] = "does not load"
        records = json.loads(asked.to_json(orient="records", double_precision=15))
        lines = [json.dumps({"row": row, **{key: values[k] for key, values in found.items()}}, ensure_ascii=False) for k, row in enumerate(records)]
        (folder / f"{name}.ndjson").write_text("\n".join(lines) + "\n")
        index.append(item)
        path.write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")


main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
