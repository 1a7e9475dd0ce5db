"""Asks with the client that openapi-generator generated for Python."""

from openapi_client import ApiClient, Configuration, InferenceApi, ModelsApi, OpenInferenceProtocolApi
from openapi_client.exceptions import UnauthorizedException
from openapi_client.models import DelayRow, DelayTensors, InferDelayRequest, InferDelayRequestAnyOf
from plain import BATCH, EXPLAINED, FLIGHTS, KEY, OUTPUT, ROW, TENSORS, URL, WRONG
from pydantic import ValidationError

client = ApiClient(Configuration(host=URL, api_key={"apiKey": KEY}))
inference = InferenceApi(client)


def infer(body, **options):
    return inference.infer_delay(InferDelayRequest(body), **options).actual_instance.body


row = DelayRow.from_dict(FLIGHTS[0])
assert infer(row).prediction == ROW
explained = infer(row, explain=True).explanation.contributions
assert [part.to_dict() for part in explained] == EXPLAINED
assert infer(InferDelayRequestAnyOf.from_dict({"instances": FLIGHTS})).predictions == BATCH
tensors = OpenInferenceProtocolApi(client).infer_delay_tensors(DelayTensors.from_dict({"inputs": TENSORS}))
assert tensors.outputs[0].data == OUTPUT
try:
    DelayRow.from_dict(WRONG)
    raise AssertionError("the generated row must refuse the 32nd day")
except ValidationError as error:
    assert "31" in str(error), error
try:
    InferenceApi(ApiClient(Configuration(host=URL))).infer_delay(InferDelayRequest(row))
    raise AssertionError("a request without a key must be refused")
except UnauthorizedException as error:
    assert error.data.status == 401 and "x-api-key" in error.data.detail, error
assert ModelsApi(client).show_model("delay").model == "delay"
print("openapi-generator: row, explanation, batch, tensors, problem and model are as sent by hand")
