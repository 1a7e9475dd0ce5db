"""Explains NDJSON to Schemathesis, which cannot write it by itself."""

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
