"""Fit other learners on the splits of `npm run evaluate` and write their answers for the held-out rows.

  python test/oracle/rivals.py delay --rivals lightgbm,catboost --split random --seeds 1,2,3

The inner validation rows of each split choose the settings, and on the time split also the fields. Then the rival is
fitted again on all training rows and measured once. Figures go to rivals-<model>.json next to this file, predictions to
.data/rivals/<model>/<split>-<seed>-<rival>.csv.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from rivals_models import RIVALS
from rivals_rows import PROJECT, load_rows, observations, split_of

LIBRARIES = {
    "lightgbm": "lightgbm", "lightgbm-dates": "lightgbm", "xgboost": "xgboost-cpu", "catboost": "catboost",
    "ebm": "interpret-core",
}
NEVER_SURE = 1e-6


@dataclass
class Model:
    """The fields that hold month, day and hour. On the time split, month and day may be left out.

    For a large model, one training row in 30 is for validation, and the fit on the other rows is the final one.
    """

    month: str
    day: str
    hour: str
    large: bool = False

    def leave_out(self, split):
        return [[], [self.day], [self.day, self.month]] if split == "time" else [[]]


MODELS = {"delay": Model("MES-I", "DIA-I", "HORA-I"), "us-delay": Model("month", "day", "hour", large=True)}


def add_dates(table, model):
    """Adds what crosses can use: the day of the year, windows of it, the hour in blocks of three, the quarter of the day."""
    days_before = np.cumsum([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30])
    day = days_before[table[model.month] - 1] + table[model.day] - 1
    hour = table[model.hour]
    return table.assign(day_of_year=day, three_days=day // 3, week=day // 7, hour_third=hour // 3, hour_quarter=hour // 6)


def probabilities(classifier, table):
    return np.clip(classifier.predict_proba(table)[:, 1], NEVER_SURE, 1 - NEVER_SURE)


def choose(rival, model, rows, split, fields, jobs):
    """Returns the settings with the smallest log loss on inner validation, with figures and boosting rounds; and the fit."""
    train = observations(rows, split.inner_train, fields)
    validation = observations(rows, split.inner_validation, fields)
    best = None
    for settings in rival.settings_for(model):
        began = time.monotonic()
        classifier, rounds = rival.fit(settings, train, validation, None, jobs)
        p = probabilities(classifier, validation[0])
        loss = log_loss(validation[1], p)
        progress(f"  {settings}: {rounds or ''} {loss:.5f} in {time.monotonic() - began:.0f} s")
        if best is None or loss < best["innerLogLoss"]:
            best = {"settings": settings, "rounds": rounds, "innerLogLoss": loss, "innerAuc": roc_auc_score(validation[1], p)}
            fit = classifier
    return best, fit


def hold_back(train):
    back = np.random.default_rng(1).random(len(train)) < 1 / 30
    return train[~back], train[back]


def figures(p, weight, positives):
    """The figures of scripts/training/figures/metrics.ts over groups of flights."""
    y = np.repeat([1, 0], len(p))
    both, counts = np.tile(p, 2), np.concatenate([positives, weight - positives])
    return {
        "rows": int(weight.sum()),
        "auc": roc_auc_score(y, both, sample_weight=counts),
        "logLoss": log_loss(y, both, sample_weight=counts),
        "brier": brier_score_loss(y, both, sample_weight=counts),
        "averagePrecision": average_precision_score(y, both, sample_weight=counts),
    }


def measure(name, model, rows, split_name, seed, jobs):
    """Returns a result for every choice of fields. Inner validation marks one as `chosen`; only its predictions are kept."""
    rival, split = RIVALS[name], split_of(rows, split_name)
    if MODELS[model].large:
        split.inner_train, split.inner_validation = hold_back(split.train)
    weight, positives = rows.weight[split.test], rows.positives[split.test]
    results = []
    for left_out in MODELS[model].leave_out(split_name):
        fields = [field for field in rows.fields if field not in left_out]
        progress(f"{model} {split_name} {seed} {name}, left out: {left_out or 'nothing'}")
        choice, classifier = choose(rival, model, rows, split, fields, jobs)
        if not MODELS[model].large:
            train = observations(rows, split.train, fields)
            classifier, _ = rival.fit(choice["settings"], train, None, choice["rounds"], jobs)
        p = probabilities(classifier, rows.fields[fields].iloc[split.test])
        key = {"split": split_name, "seed": seed, "rival": name, "leftOut": left_out}
        results.append((key | choice | figures(p, weight, positives), p))
    chosen = min(results, key=lambda result: result[0]["innerLogLoss"])
    write_predictions(model, chosen[0], weight, positives, chosen[1])
    library = LIBRARIES.get(name, "scikit-learn")
    return [result | {"chosen": result is chosen[0], "version": f"{library} {version(library)}"} for result, _ in results]


def write_predictions(model, result, weight, positives, p):
    folder = PROJECT / ".data" / "rivals" / model
    folder.mkdir(parents=True, exist_ok=True)
    lines = (f"{w},{up},{one:.12g}" for w, up, one in zip(weight, positives, p, strict=True))
    path = folder / f"{result['split']}-{result['seed']}-{result['rival']}.csv"
    path.write_text("\n".join(["weight,positives,probability", *lines, ""]))


def keep_results(model, results):
    """Replaces the results of the same split, seed and rival. Each is one line, so a diff shows what changed."""
    path = Path(__file__).with_name(f"rivals-{model}.json")
    known = json.loads(path.read_text()) if path.exists() else []
    key = lambda row: (row["split"], row["rival"], row["seed"])
    fresh = {key(row) for row in results}
    rounded = [{k: round(v, 6) if isinstance(v, float) else v for k, v in row.items()} for row in results]
    rows = sorted([row for row in known if key(row) not in fresh] + rounded, key=key)
    path.write_text("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n")


def progress(line):
    print(line, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--rivals", default=",".join(RIVALS), help="comma-separated; all of them by default")
    parser.add_argument("--split", choices=["random", "time"], default="random")
    parser.add_argument("--seeds", default="1", help="comma-separated seeds of the random third")
    parser.add_argument("--jobs", type=int, default=2, help="threads of a fit")
    options = parser.parse_args()
    for seed in map(int, options.seeds.split(",")):
        rows = load_rows(options.model, seed)
        for name in options.rivals.split(","):
            if name not in RIVALS:
                parser.error(f"there is no rival {name!r}: expected {', '.join(RIVALS)}")
            if options.split not in RIVALS[name].splits:
                continue
            used = rows
            if RIVALS[name].dates:
                used = type(rows)(**{**vars(rows), "fields": add_dates(rows.fields, MODELS[options.model])})
            results = measure(name, options.model, used, options.split, seed, options.jobs)
            keep_results(options.model, results)
            for row in results:
                progress(f"  AUC {row['auc']:.4f}, log loss {row['logLoss']:.4f}, Brier {row['brier']:.4f}, chosen {row['chosen']}")


main()
