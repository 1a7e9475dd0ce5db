"""A binomial GLM of H2O in the exchange format: json.dump(to_exchange(model, frame), file)."""
import h2o

def to_exchange(model, frame):
    left, fields, terms = dict(model.coef()), [], []
    intercept = left.pop("Intercept")
    for name in (name for name in frame.columns if name != model.actual_params["response_column"]):
        if frame.types[name] == "enum":
            (levels,) = frame[name].levels()
            fields.append({"name": name, "type": "category", "vocabulary": levels})
            terms.append({"type": "table", "by": [name], "rows": [[level, left.pop(f"{name}.{level}", 0.0)] for level in levels]})
        elif name in left:
            fields.append({"name": name, "type": "number"})
            terms.append({"type": "linear", "field": name, "coefficient": left.pop(name)})
    if left: raise ValueError(f"{', '.join(left)} cannot be exported: it is of no single column of the frame")
    (classes,) = frame[model.actual_params["response_column"]].levels()
    return {"exchange": 1, "source": f"H2O {h2o.__version__}", "classes": classes, "intercept": intercept, "fields": fields, "terms": terms}
