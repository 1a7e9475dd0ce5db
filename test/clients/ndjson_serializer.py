"""Lets Schemathesis send a text as NDJSON, and read the lines of an answer."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def serialize(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.deserializer("application/x-ndjson")
def deserialize(ctx, response):
    return [json.loads(line) for line in response.text.splitlines()]
