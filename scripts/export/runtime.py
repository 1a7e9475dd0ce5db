

def probability(row):
    """The probability of the positive class for a row: a dict of its fields. ValueError for a row that the model refuses."""
    z = logit(row)
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def logit(row):
    """The log-odds of the positive class. Categories are spelled as in FIELDS; None is a missing value."""
    unknown = set(row) - set(FIELDS)
    if unknown:
        raise ValueError(f"{sorted(unknown)[0]} is not a field")
    values = {name: _counted(name, field, row.get(name)) for name, field in FIELDS.items()}
    return sum((_added(term, values) for term in TERMS), INTERCEPT)


def _counted(name, field, value):
    if value is None:
        if "missing" not in field:
            raise ValueError(f"{name} is missing")
        return None
    kind = field["type"]
    if kind in ("category", "timestamp") and not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}: expected a text")
    if kind == "category":
        if value in _VOCABULARIES[name]:
            return value
        if field["unknown"] == "reject":
            raise ValueError(f"{name} is {value!r}, which is not one of its categories")
        return field["other"] if field["unknown"] == "other" else _UNKNOWN
    if kind == "timestamp":
        return _clocks(name, value, field["zone"])
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value) or (kind == "integer" and value % 1):
        raise ValueError(f"{name} is {value!r}: expected {'a whole' if kind == 'integer' else 'a'} number")
    counted = min(max(value, field.get("minimum", -math.inf)), field.get("maximum", math.inf))
    if counted != value and "range" in field:
        raise ValueError(f"{name} is {value!r}, which is out of its range")
    return counted


def _clocks(name, text, zone):
    if len(text) > 64 or not _TIMESTAMP.match(text):
        raise ValueError(f"{name} is {text!r}: expected a timestamp such as 2027-02-05T18:30:00Z")
    # Python knows neither Z nor fractions of any length, nor a 60th second, which is one after the 59th.
    found = re.sub(r"\.\d+", "", re.sub(r"[zZ]$", "+00:00", text.replace("t", "T")))
    is_leap = found[16:19] == ":60"
    time = datetime.datetime.fromisoformat(found[:16] + ":59" + found[19:] if is_leap else found)
    time += datetime.timedelta(seconds=int(is_leap))
    return time if time.tzinfo is None else time.astimezone(zoneinfo.ZoneInfo(zone))


def _added(term, values):
    if term["type"] == "linear":
        value = values[term["field"]]
        if value is None:
            if "missing" not in term:
                return 0.0
            value = term["missing"]
        else:
            value = min(max(value, term.get("minimum", -1e100)), term.get("maximum", 1e100))
        return (value - term["mean"]) / term["scale"] * term["coefficient"]
    return term["rows"].get(tuple(_key(key, values) for key in term["by"]), 0.0)


def _key(key, values):
    if "month" in key:
        month, day = values[key["month"]], values[key["day"]]
        if month is None or day is None:
            return None
        return min(365, _DAYS_BEFORE[int(month) - 1] + int(day) - 1) // key.get("width", 1)
    value = values[key["field"]]
    if value is None or value is _UNKNOWN:
        return value
    if "part" in key:
        value = _PARTS[key["part"]](value)
    return bisect.bisect_right(key["edges"], value) if "edges" in key else value


_UNKNOWN = object()
_VOCABULARIES = {name: set(field.get("vocabulary", ())) for name, field in FIELDS.items()}
_DAYS_BEFORE = (0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335)
_PARTS = {
    "hour": lambda time: time.hour,
    "weekday": lambda time: time.isoweekday(),
    "day": lambda time: time.day,
    "month": lambda time: time.month,
    "day-of-year": lambda time: _DAYS_BEFORE[time.month - 1] + time.day,
}
_TIMESTAMP = re.compile(r"(19|20)\d\d-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?)?\Z", re.ASCII)
