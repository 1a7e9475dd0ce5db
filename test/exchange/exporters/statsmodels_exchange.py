"""A logistic regression of statsmodels in the exchange format: json.dump(to_exchange(result, ["no", "yes"]), file)."""
import itertools, re, numpy, pandas, patsy, statsmodels
def to_exchange(result, classes):
    data, intercept, fields, terms = result.model.data, 0.0, {}, []; info, frame = getattr(data, "model_spec", None) or data.design_info, data.frame
    for term, where in info.term_slices.items():
        names = [next(name for name in frame if name in re.findall(r"\w+", factor.code)) for factor in term.factors]
        levels = [info.factor_infos[factor].categories for factor in term.factors]
        beta = result.params.to_numpy()[where]
        if not names: intercept = float(beta[0])
        elif names == [term.name()] and levels == [None]:
            fields.setdefault(names[0], {"name": names[0], "type": "number"})
            terms.append({"type": "linear", "field": names[0], "coefficient": float(beta[0])})
        elif None in levels: raise ValueError(f"{term.name()} is no plain number and no combination of categories: make it a column")
        else:
            fields |= {name: {"name": name, "type": "category", "vocabulary": [*map(str, known)]} for name, known in zip(names, levels)}
            keys = list(itertools.product(*levels))
            rows = pandas.concat([frame.iloc[[0]]] * len(keys)).assign(**dict(zip(names, map(list, zip(*keys)))))
            values = numpy.asarray(patsy.build_design_matrices([info], rows)[0])[:, where] @ beta
            terms.append({"type": "table", "by": names, "rows": [[*map(str, key), float(value)] for key, value in zip(keys, values)]})
    return {"exchange": 1, "source": f"statsmodels {statsmodels.__version__}", "classes": classes, "intercept": intercept, "fields": [*fields.values()], "terms": terms}
