"""A model of MADlib's logregr_train in the exchange format: json.dump(to_exchange(coef, independent_varname, ["no", "yes"]), file).

SELECT coef FROM out, SELECT independent_varname FROM out_summary: an array of numbers, and a text such as ARRAY[1, age, income].
"""
import re

def to_exchange(coef, independent_varname, classes):
    inside = re.fullmatch(r"\s*ARRAY\s*\[(.*)\]\s*", independent_varname, re.IGNORECASE | re.DOTALL)
    if not inside: raise ValueError(f"{independent_varname} is no ARRAY[…]: name its elements yourself")
    names, depth = [""], 0
    for character in inside[1]:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0: names.append("")
        else: names[-1] += character
    pairs = list(zip((name.strip().strip('"') for name in names), coef, strict=True))
    intercept = sum(value for name, value in pairs if re.fullmatch(r"1(\.0*)?", name))
    terms = [{"type": "linear", "field": name, "coefficient": value} for name, value in pairs if not re.fullmatch(r"1(\.0*)?", name)]
    fields = [{"name": term["field"], "type": "number"} for term in terms]
    return {"exchange": 1, "source": "MADlib logregr_train", "classes": classes, "intercept": intercept, "fields": fields, "terms": terms}
