"""Fits other learners to the rows of `npm run bench:tables`, as they come: each is started by that command.

    python test/oracle/tables.py (plain|lightgbm|ebm) FOLDER…

Each folder has rows.json and rows.bin of one random third, as scripts/study/write-rows.ts writes them. Prints a JSON array
with the figures on each held-out third, the wall seconds of choosing settings and fitting, and the peak megabytes so far.
"""

import json
import resource
import sys
import time
import warnings

import numpy as np
from sklearn.metrics import log_loss, roc_auc_score

from rivals_rows import observations, read_rows, split_of

warnings.filterwarnings("ignore")
NEVER_SURE = 1e-9


def fit_plain(x, y):
    """One-hot categories, standardised numbers with the mean for gaps, and logistic regression at its defaults."""
    from sklearn.compose import make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    categories = [name for name in x if x[name].dtype == "category"]
    numbers = [name for name in x if name not in categories]
    prepare = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), categories),
        (make_pipeline(SimpleImputer(), StandardScaler()), numbers),
    )
    return make_pipeline(prepare, LogisticRegression(max_iter=2000)).fit(x, y)


def fit_lightgbm(x, y):
    """Leaves and rounds are chosen on a fifth of the training rows; then all of them are fitted."""
    from lightgbm import LGBMClassifier, early_stopping
    from sklearn.model_selection import train_test_split

    common = dict(
        learning_rate=0.03, min_child_samples=20, colsample_bytree=0.7, subsample=0.8, subsample_freq=1, reg_lambda=1,
        n_jobs=1, random_state=1, verbosity=-1,
    )  # fmt: skip
    inner_x, other_x, inner_y, other_y = train_test_split(x, y, test_size=0.2, random_state=1, stratify=y)
    tried = []
    for leaves in (4, 8, 15, 31):
        model = LGBMClassifier(**common, n_estimators=3000, num_leaves=leaves)
        model.fit(inner_x, inner_y, eval_set=[(other_x, other_y)], callbacks=[early_stopping(100, verbose=False)])
        tried.append((model.best_score_["valid_0"]["binary_logloss"], leaves, model.best_iteration_))
    _, leaves, rounds = min(tried)
    return LGBMClassifier(**common, n_estimators=int(1.2 * rounds), num_leaves=leaves).fit(x, y)


def fit_ebm(x, y):
    """Explainable boosting machine at its defaults, with 8 bags. It holds out its own validation rows to stop."""
    from interpret.glassbox import ExplainableBoostingClassifier

    return ExplainableBoostingClassifier(outer_bags=8, n_jobs=1, random_state=1).fit(x, y)


LEARNERS = {"plain": fit_plain, "lightgbm": fit_lightgbm, "ebm": fit_ebm}


def measure(learner, folder):
    rows = read_rows(folder)
    split = split_of(rows, "random")
    train_x, train_y = observations(rows, split.train, list(rows.fields))
    test_x, test_y = observations(rows, split.test, list(rows.fields))
    began = time.monotonic()
    model = LEARNERS[learner](train_x, train_y)
    seconds = time.monotonic() - began
    p = np.clip(model.predict_proba(test_x)[:, 1], NEVER_SURE, 1 - NEVER_SURE)
    return {
        "auc": roc_auc_score(test_y, p),
        "logLoss": log_loss(test_y, p),
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


name, *folders = sys.argv[1:]
print(json.dumps([measure(name, folder) for folder in folders]))
