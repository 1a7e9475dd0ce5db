"""What Schemathesis cannot know: NDJSON, and how the tensors of one request belong together."""

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
    """Any body is text once it is sent, so that none has another type."""
    return case.media_type != "application/x-ndjson" or isinstance(case.body, (str, bytes))


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Makes a request of the protocol that is valid by the schema consistent, too.

    One tensor for every field, and all equally long, as the document says in words: no schema can. What is meant to be
    invalid is left as it is.
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
