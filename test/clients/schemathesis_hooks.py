"""Explains to Schemathesis what it cannot know: NDJSON, and how the tensors of one request belong together."""

import copy
import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def serialize(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.deserializer("application/x-ndjson")
def deserialize(ctx, response):
    for line in filter(None, response.text.split("\n")):
        json.loads(line)
    return response.text


@schemathesis.hook
def filter_case(ctx, case):
    """Leaves out bodies of NDJSON that are not text: every body is text once it is sent."""
    return case.media_type != "application/x-ndjson" or isinstance(case.body, (str, bytes))


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Makes requests of the protocol that are valid by the schema consistent: a tensor per field, all of the same length.

    The document says that in words, because a schema cannot. Requests that are meant to be invalid stay as they are.
    """
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    if is_valid and case.path.startswith("/v2/") and case.path.endswith("/infer"):
        case.body = {**case.body, "inputs": consistent(case.body["inputs"], example_of(case))}


def example_of(case):
    content = case.operation.definition.raw["requestBody"]["content"]
    return copy.deepcopy(content["application/json"]["example"]["inputs"])


def consistent(inputs, example):
    sent = {tensor["name"]: tensor for tensor in inputs}
    tensors = [sent.get(tensor["name"], tensor) for tensor in example]
    rows = min(len(tensor["data"]) for tensor in tensors)
    return [{**tensor, "shape": [rows, *[1] * (len(tensor["shape"]) - 1)], "data": tensor["data"][:rows]} for tensor in tensors]
