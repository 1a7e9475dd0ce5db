"""What the Open Inference Protocol V2 requires of answers, from its published OpenAPI document, as MLServer installs it.

That document has no schema for readiness. READY defines what clients read from it.
"""

import json
from importlib.resources import files

from jsonschema import Draft202012Validator
from jsonschema.validators import extend

DOCUMENT = json.loads(files("mlserver").joinpath("rest/openapi/dataplane.json").read_text(encoding="utf-8"))
ERROR = "InferenceErrorResponse"
FLAG = {"type": "boolean"}

# Answers of health paths: the members that KServe's clients read. The document describes these answers only by status.
READY = {
    "/v2/health/live": {"type": "object", "properties": {"live": FLAG}, "required": ["live"]},
    "/v2/health/ready": {"type": "object", "properties": {"ready": FLAG}, "required": ["ready"]},
    "ready": {"type": "object", "properties": {"name": {"type": "string"}, "ready": FLAG}, "required": ["name", "ready"]},
}

# The document uses a type that JSON Schema does not have.
TYPES = Draft202012Validator.TYPE_CHECKER.redefine("bytes", lambda checker, value: isinstance(value, bytes))
Validator = extend(Draft202012Validator, type_checker=TYPES)


def check(answer, path, method="get"):
    """Returns an answer that is valid at a path of the document. Otherwise fails and names the wrong place."""
    content = DOCUMENT["paths"][path][method]["responses"]["200"].get("content")
    if content is None:
        return validate(answer, READY.get(path, READY["ready"]))
    return validate(answer, content["application/json"]["schema"])


def check_schema(value, name):
    """Does the same for a schema of the document, by its name."""
    return validate(value, {"$ref": f"#/components/schemas/{name}"})


def validate(value, schema):
    Validator({**schema, "components": DOCUMENT["components"]}).validate(value)
    return value
