"""The rivals: how each is fitted, and the settings that inner validation chooses from.

A library is imported where it is used, so that a rival needs its own library alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MOST_ROUNDS = 5000
PATIENCE = 50


@dataclass
class Rival:
    """How to fit a learner, the library that it needs, and the settings to choose from, by model or "default".

    `fit(settings, train, validation, rounds, jobs)` returns a classifier and its number of rounds. With validation rows,
    boosting stops at the best round; without them, it runs for `rounds`.
    """

    fit: Callable
    library: str
    settings: dict
    splits: tuple = ("random", "time")
    dates: bool = False

    def settings_for(self, model):
        return self.settings.get(model, self.settings["default"])


def fit_lightgbm(settings, train, validation, rounds, jobs):
    from lightgbm import LGBMClassifier, early_stopping, log_evaluation

    model = LGBMClassifier(
        **settings, n_estimators=rounds or MOST_ROUNDS, n_jobs=jobs, random_state=1, verbosity=-1, metric="binary_logloss"
    )
    if validation is None:
        return model.fit(*train), rounds
    x, y = validation
    model.fit(*train, eval_X=x, eval_y=y, callbacks=[early_stopping(PATIENCE, verbose=False), log_evaluation(50)])
    return model, model.best_iteration_


def fit_hist_gradient_boosting(settings, train, validation, rounds, jobs):
    from sklearn.ensemble import HistGradientBoostingClassifier

    known = {"X_val": validation[0], "y_val": validation[1]} if validation else {}
    model = HistGradientBoostingClassifier(
        **settings, max_iter=rounds or MOST_ROUNDS, early_stopping=validation is not None, n_iter_no_change=PATIENCE,
        tol=0, categorical_features="from_dtype", random_state=1,
    ).fit(*train, **known)
    if validation is None:
        return model, rounds
    best = int(np.argmax(model.validation_score_))
    return fit_hist_gradient_boosting(settings, train, None, max(best, 1), jobs)


def fit_xgboost(settings, train, validation, rounds, jobs):
    from xgboost import XGBClassifier

    model = XGBClassifier(
        **settings, n_estimators=rounds or MOST_ROUNDS, n_jobs=jobs, random_state=1, enable_categorical=True,
        tree_method="hist", eval_metric="logloss", early_stopping_rounds=PATIENCE if validation else None,
    )
    model.fit(*train, eval_set=[validation] if validation else None, verbose=False)
    return model, model.best_iteration + 1 if validation else rounds


def fit_catboost(settings, train, validation, rounds, jobs):
    """With `"integers": "categories"`, integers such as day, month and hour are categories too, so CatBoost crosses them."""
    from catboost import CatBoostClassifier

    settings = dict(settings)
    x, y = train
    whole = settings.pop("integers") == "numbers"
    categories = [name for name in x if x[name].dtype == "category" or (x[name].dtype == "int32" and not whole)]
    prepare = lambda table: table.assign(**{name: texts(table[name]) for name in categories})
    model = CatBoostClassifier(
        **settings, iterations=rounds or MOST_ROUNDS, cat_features=categories, thread_count=jobs, random_seed=1,
        verbose=False, allow_writing_files=False,
    )
    known = {"eval_set": (prepare(validation[0]), validation[1]), "early_stopping_rounds": PATIENCE} if validation else {}
    model.fit(prepare(x), y, **known)
    return Prepared(prepare, model), model.tree_count_


def fit_ebm(settings, train, validation, rounds, jobs):
    """Explainable boosting machine: a table per field and pair. It holds out its own validation rows to stop."""
    from interpret.glassbox import ExplainableBoostingClassifier

    model = ExplainableBoostingClassifier(**settings, n_jobs=jobs, random_state=1)
    return model.fit(*train), None


def fit_random_forest(settings, train, validation, rounds, jobs):
    from sklearn.ensemble import RandomForestClassifier

    x, y = train
    model = RandomForestClassifier(**settings, n_estimators=200, n_jobs=jobs, random_state=1)
    model.fit(category_codes(x), y)
    return Prepared(category_codes, model), None


def fit_logistic(settings, train, validation, rounds, jobs):
    """Logistic regression: categories and integers one-hot, numbers standardised and gaps filled with the mean."""
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    columns = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude="float64")),
        (make_pipeline(SimpleImputer(), StandardScaler()), make_column_selector(dtype_include="float64")),
    )
    regression = LogisticRegression(**settings, solver="newton-cholesky", tol=1e-8, max_iter=200)
    return make_pipeline(columns, regression).fit(*train), None


@dataclass
class Prepared:
    """A classifier that prepares its rows first."""

    prepare: Callable
    model: object

    def predict_proba(self, table):
        return self.model.predict_proba(self.prepare(table))


def category_codes(table):
    return np.stack([table[name].cat.codes if table[name].dtype == "category" else table[name] for name in table], axis=1)


def texts(column):
    """The values of a column as texts, which CatBoost wants categories to be; a missing one is a text, too."""
    return column.astype(object).where(column.notna(), "").astype(str)


def grid(common, *different):
    return [{**common, **settings} for settings in different]


LIGHTGBM = {
    "default": grid(
        {"learning_rate": 0.05, "subsample": 0.8, "subsample_freq": 1, "colsample_bytree": 0.8, "min_child_samples": 20},
        {"num_leaves": 4},
        {"num_leaves": 8},
        {"num_leaves": 16},
        {"num_leaves": 31},
        {"num_leaves": 127, "reg_lambda": 10},
    ),
    "delay": grid(
        {"learning_rate": 0.03, "colsample_bytree": 0.5, "reg_lambda": 10, "cat_l2": 30, "cat_smooth": 50},
        {"num_leaves": 15, "min_child_samples": 100},
        {"num_leaves": 63, "min_child_samples": 20},
        {"num_leaves": 127, "min_child_samples": 20},
        {"num_leaves": 255, "min_child_samples": 10},
        {"num_leaves": 127, "min_child_samples": 20, "max_bin": 1023, "min_data_in_bin": 1, "cat_l2": 10, "cat_smooth": 10},
    ),
    "us-delay": [
        {
            "learning_rate": 0.3, "num_leaves": 1023, "min_child_samples": 50, "colsample_bytree": 0.7, "reg_lambda": 10,
            "cat_smooth": 20, "max_cat_threshold": 128,
        }
    ],
}

RIVALS = {
    "lightgbm": Rival(fit_lightgbm, "lightgbm", LIGHTGBM),
    "lightgbm-dates": Rival(fit_lightgbm, "lightgbm", LIGHTGBM, splits=("random",), dates=True),
    "hist-gradient-boosting": Rival(
        fit_hist_gradient_boosting,
        "scikit-learn",
        {
            "default": grid(
                {"learning_rate": 0.04, "max_features": 0.5, "l2_regularization": 10},
                {"max_leaf_nodes": 15, "min_samples_leaf": 100},
                {"max_leaf_nodes": 63, "min_samples_leaf": 20},
                {"max_leaf_nodes": 127, "min_samples_leaf": 20},
            )
        },
    ),
    "xgboost": Rival(
        fit_xgboost,
        "xgboost-cpu",
        {
            "default": grid(
                {"learning_rate": 0.04, "colsample_bynode": 0.5, "reg_lambda": 10},
                {"max_depth": 4, "min_child_weight": 10},
                {"max_depth": 9, "min_child_weight": 3},
                {"max_depth": 13, "min_child_weight": 3},
            )
        },
    ),
    "catboost": Rival(
        fit_catboost,
        "catboost",
        {
            "default": grid(
                {"learning_rate": 0.08},
                {"integers": "numbers", "depth": 6},
                {"integers": "numbers", "depth": 9},
                {"integers": "categories", "depth": 6},
            )
        },
    ),
    "ebm": Rival(fit_ebm, "interpret-core", {"default": [{"outer_bags": 4, "interactions": 21}]}),
    "random-forest": Rival(
        fit_random_forest,
        "scikit-learn",
        {
            "default": grid({"max_features": "sqrt"}, {"min_samples_leaf": 1}, {"min_samples_leaf": 4}, {"min_samples_leaf": 15}),
            "delay": grid({"max_features": 3}, {"min_samples_leaf": 4}, {"min_samples_leaf": 15}),
        },
    ),
    "logistic-one-hot": Rival(fit_logistic, "scikit-learn", {"default": [{"C": 0.1}, {"C": 0.3}, {"C": 1}, {"C": 3}]}),
}
