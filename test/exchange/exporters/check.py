"""Fits models with other software, writes them in the exchange format with answers of that software: python check.py FOLDER."""
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(sys.argv[1])


def made_up_rows(count=2000, seed=1):
    random = np.random.default_rng(seed)
    rows = pd.DataFrame(
        {
            "car": random.choice(["A", "B]", "T.C", "it's"], count),
            "fuel": random.choice(["petrol", "diesel"], count),
            "age": np.round(random.gamma(2.0, 3.0, count), 2),
            "km": np.round(1e5 + 2e4 * random.normal(size=count), 1),
        }
    )
    logit = -1 + (rows["car"] == "A") * 0.7 + (rows["fuel"] == "diesel") * 0.3 - rows["age"] / 9 + (rows["km"] - 1e5) / 4e4
    rows["broken"] = (random.random(count) < 1 / (1 + np.exp(-logit))).astype(int)
    return rows


def write(name, model, rows, probabilities, fields):
    inputs = json.loads(rows[fields].to_json(orient="records", double_precision=15))
    model["examples"] = [{"input": row, "probability": float(p)} for row, p in zip(inputs, probabilities)]
    (FOLDER / f"{name}.json").write_text(json.dumps(model, ensure_ascii=False))


def check_statsmodels(rows):
    import statsmodels.formula.api as smf
    from statsmodels_exchange import to_exchange

    for name, formula in {
        "treatment": "broken ~ C(car) + fuel + age + km",
        "sum-and-interaction": "broken ~ C(car, Sum) * fuel + km",
        "polynomial-without-intercept": "broken ~ 0 + C(car, Poly) + age",
    }.items():
        result = smf.logit(formula, rows).fit(disp=0, maxiter=100)
        asked = rows.head(100)
        write(f"statsmodels-{name}", to_exchange(result, ["no", "yes"]), asked, result.predict(asked), [f for f in ("car", "fuel", "age", "km") if f in formula])
    try:
        to_exchange(smf.logit("broken ~ np.log(km)", rows).fit(disp=0), ["no", "yes"])
    except ValueError as error:
        print(f"statsmodels refuses: {error}")


def check_h2o(rows):
    import h2o
    from h2o.estimators import H2OGeneralizedLinearEstimator
    from h2o_exchange import to_exchange

    h2o.init(port=54999, max_mem_size="1g", nthreads=1, log_level="FATA")
    h2o.no_progress()
    frame = h2o.H2OFrame(rows.assign(broken=rows["broken"].map({0: "no", 1: "yes"})), column_types={"car": "enum", "fuel": "enum", "broken": "enum"})
    model = H2OGeneralizedLinearEstimator(family="binomial", lambda_=0.001)
    model.train(y="broken", training_frame=frame)
    probabilities = model.predict(frame.head(100)).as_data_frame()["yes"]
    write("h2o", to_exchange(model, frame), rows.head(100), probabilities, ["car", "fuel", "age", "km"])
    h2o.cluster().shutdown()


def check_madlib(rows):
    from madlib_exchange import to_exchange

    # MADlib cannot be had here: its coefficients are made up, and the answers are worked out as its documents say.
    coef = [-0.5, 0.25, 1e-6]
    asked = rows.head(100)
    probabilities = 1 / (1 + np.exp(-(coef[0] + coef[1] * asked["age"] + coef[2] * asked["km"])))
    write("madlib", to_exchange(coef, "ARRAY[1, age, km]", ["no", "yes"]), asked, probabilities, ["age", "km"])


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    data = made_up_rows()
    data.to_csv(FOLDER / "rows.csv", index=False)
    checks = {"statsmodels": check_statsmodels, "h2o": check_h2o, "madlib": check_madlib}
    for name in sys.argv[2:] or checks:
        checks[name](data)
