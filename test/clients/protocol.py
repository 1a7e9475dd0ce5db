"""What the Open Inference Protocol V2 demands of answers, as JSON Schema.

Written from the tables of specification/protocol/inference_rest.md in kserve/open-inference-protocol. Members that are not
listed there may be added; those that are listed must be there unless the text calls them optional.
"""

from jsonschema import Draft202012Validator

TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
PARAMETERS = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
DATATYPES = ["BOOL", "BYTES"] + [f"{sign}INT{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)]
DATATYPES += ["FP16", "FP32", "FP64"]


def members(optional=None, **required):
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def items(schema):
    return {"type": "array", "items": schema}


TENSOR = {"name": TEXT, "datatype": {"enum": DATATYPES}}
METADATA = items(members(**TENSOR, shape=items({"type": "integer", "minimum": -1})))
VALUES = items({"type": ["string", "number", "boolean"]})
OUTPUT = members({"parameters": PARAMETERS}, **TENSOR, shape=items({"type": "integer", "minimum": 0}), data=VALUES)

SERVER = members(name=TEXT, version=TEXT, extensions=items(TEXT))
LIVE = members(live=FLAG)
READY = members(live=FLAG, ready=FLAG)
MODEL = members({"versions": items(TEXT)}, name=TEXT, platform=TEXT, inputs=METADATA, outputs=METADATA)
MODEL_READY = members(name=TEXT, ready=FLAG)
INFERENCE = members({"model_version": TEXT, "parameters": PARAMETERS}, model_name=TEXT, id=TEXT, outputs=items(OUTPUT))
ERROR = members(error=TEXT)


def check(answer, schema):
    """Fails with the place in an answer that is not as the protocol has it."""
    Draft202012Validator(schema).validate(answer)
    return answer
