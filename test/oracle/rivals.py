"""Fit other learners on the splits of `npm run evaluate` and write their answers for the held-out rows.

  python test/oracle/rivals.py delay --rivals lightgbm,catboost --split random --seeds 1,2,3

Takes any model under models/. A rival needs its own library alone. The inner validation rows of each split choose the
settings, and on the time split also the fields. Then the rival is fitted again on all training rows and measured once.
Figures go to rivals-<model>.json next to this file, predictions to .data/rivals/<model>/<split>-<seed>-<rival>.csv. With
--again, settings, rounds and fields are those that this file says were chosen.
"""

import argparse
import json
import re
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from rivals_models import RIVALS
from rivals_rows import PROJECT, load_rows, observations, split_of

NEVER_SURE = 1e-6
"""With more groups, one training row in 30 is for validation, and the fit on the other rows is the final one."""
LARGE = 1_000_000


def left_out_fields(rows, split):
    """On the time split, the fields that order rows by time may be left out: the last one, the last two, and so on."""
    return [rows.order[k:][::-1] for k in range(len(rows.order), -1, -1)] if split == "time" else [[]]


def hour_field(rows):
    return next((name for name in rows.fields if re.search("hour|hora", name, re.IGNORECASE)), None)


def has_dates(rows):
    return len(rows.order) == 2 and hour_field(rows) is not None


def add_dates(rows):
    """Adds what crosses can use: the day of the year, windows of it, the hour in blocks of three, the quarter of the day."""
    table, (month, day) = rows.fields, rows.order
    days_before = np.cumsum([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30])
    number = days_before[table[month] - 1] + table[day] - 1
    hour = table[hour_field(rows)]
    dates = {"day_of_year": number, "three_days": number // 3, "week": number // 7}
    added = table.assign(**dates, hour_third=hour // 3, hour_quarter=hour // 6)
    return type(rows)(**{**vars(rows), "fields": added})


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
    large = len(rows.weight) > LARGE
    if large:
        split.inner_train, split.inner_validation = hold_back(split.train)
    results = []
    for left_out in left_out_fields(rows, split_name):
        fields = [field for field in rows.fields if field not in left_out]
        progress(f"{model} {split_name} {seed} {name}, left out: {left_out or 'nothing'}")
        choice, classifier = choose(rival, model, rows, split, fields, jobs)
        if not large:
            train = observations(rows, split.train, fields)
            classifier, _ = rival.fit(choice["settings"], train, None, choice["rounds"], jobs)
        p = probabilities(classifier, rows.fields[fields].iloc[split.test])
        key = {"split": split_name, "seed": seed, "rival": name, "leftOut": left_out}
        results.append((key | choice | held_out_figures(p, rows, split), p))
    chosen = min(results, key=lambda result: result[0]["innerLogLoss"])
    write_predictions(model, chosen[0], rows, split, chosen[1])
    package = f"{rival.library} {version(rival.library)}"
    return [result | {"chosen": result is chosen[0], "version": package} for result, _ in results]


def measure_again(name, model, rows, split_name, seed, jobs):
    """Fits with the settings, rounds and fields that were chosen before, and returns the results of all choices."""
    rival, split = RIVALS[name], split_of(rows, split_name)
    results = [row for row in known_results(model) if (row["split"], row["rival"], row["seed"]) == (split_name, name, seed)]
    chosen = next((row for row in results if row["chosen"]), None)
    if chosen is None:
        raise SystemExit(f"rivals-{model}.json has no {name} for the {split_name} split of seed {seed}: leave out --again")
    fields = [field for field in rows.fields if field not in chosen["leftOut"]]
    progress(f"{model} {split_name} {seed} {name} again, left out: {chosen['leftOut'] or 'nothing'}")
    if len(rows.weight) > LARGE:
        parts = [observations(rows, part, fields) for part in hold_back(split.train)]
        classifier, _ = rival.fit(chosen["settings"], *parts, None, jobs)
    else:
        classifier, _ = rival.fit(chosen["settings"], observations(rows, split.train, fields), None, chosen["rounds"], jobs)
    p = probabilities(classifier, rows.fields[fields].iloc[split.test])
    write_predictions(model, chosen, rows, split, p)
    package = f"{rival.library} {version(rival.library)}"
    fresh = chosen | held_out_figures(p, rows, split) | {"version": package}
    return [fresh if row is chosen else row for row in results]


def held_out_figures(p, rows, split):
    return figures(p, rows.weight[split.test], rows.positives[split.test])


def write_predictions(model, result, rows, split, p):
    folder = PROJECT / ".data" / "rivals" / model
    folder.mkdir(parents=True, exist_ok=True)
    groups = zip(rows.weight[split.test], rows.positives[split.test], p, strict=True)
    lines = (f"{weight},{positives},{one:.12g}" for weight, positives, one in groups)
    path = folder / f"{result['split']}-{result['seed']}-{result['rival']}.csv"
    path.write_text("\n".join(["weight,positives,probability", *lines, ""]))


def results_path(model):
    return Path(__file__).with_name(f"rivals-{model}.json")


def known_results(model):
    path = results_path(model)
    return json.loads(path.read_text()) if path.exists() else []


def keep_results(model, results):
    """Replaces the results of the same split, seed and rival. Each is one line, so a diff shows what changed."""
    key = lambda row: (row["split"], row["rival"], row["seed"])
    fresh = {key(row) for row in results}
    rounded = [{k: round(v, 6) if isinstance(v, float) else v for k, v in row.items()} for row in results]
    rows = sorted([row for row in known_results(model) if key(row) not in fresh] + rounded, key=key)
    results_path(model).write_text("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n")


def progress(line):
    print(line, file=sys.stderr, flush=True)


def asked(names, parser):
    """The rivals of a comma-separated list, whose libraries are installed."""
    for name in names.split(","):
        if name not in RIVALS:
            parser.error(f"there is no rival {name!r}: expected {', '.join(RIVALS)}")
        library = RIVALS[name].library
        try:
            version(library)
        except PackageNotFoundError:
            parser.error(f"{name} needs {library}: install it with pip, or name other rivals with --rivals")
    return names.split(",")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="folder under models/")
    parser.add_argument("--rivals", default="lightgbm,ebm,logistic-one-hot", help=f"comma-separated: {', '.join(RIVALS)}")
    parser.add_argument("--split", choices=["random", "time"], default="random")
    parser.add_argument("--seeds", default="1", help="comma-separated seeds of the random third")
    parser.add_argument("--data", help="data file of the model")
    parser.add_argument("--jobs", type=int, default=2, help="threads of a fit")
    parser.add_argument("--again", action="store_true", help="use the settings that were chosen before")
    options = parser.parse_args()
    rivals = asked(options.rivals, parser)
    for seed in map(int, options.seeds.split(",")):
        rows = load_rows(options.model, seed, options.data)
        if options.split == "time" and not rows.time_part.any():
            parser.error(f"the model {options.model} has no time split")
        for name in rivals:
            rival = RIVALS[name]
            if options.split not in rival.splits or (rival.dates and not has_dates(rows)):
                progress(f"{name}: not for the {options.split} split of {options.model}")
                continue
            run = measure_again if options.again else measure
            used = add_dates(rows) if rival.dates else rows
            results = run(name, options.model, used, options.split, seed, options.jobs)
            keep_results(options.model, results)
            for row in results:
                progress(f"  AUC {row['auc']:.4f}, log loss {row['logLoss']:.4f}, Brier {row['brier']:.4f}, chosen {row['chosen']}")


main()
