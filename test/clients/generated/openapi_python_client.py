"""Asks with the client that openapi-python-client generated."""

from opc import AuthenticatedClient
from opc.api.inference import infer_delay
from opc.api.models import show_model
from opc.api.open_inference_protocol import infer_delay_tensors
from opc.models import DelayRow, DelayTensors, InferDelayJsonBodyType1, Problem
from plain import BATCH, EXPLAINED, FLIGHTS, KEY, OUTPUT, ROW, TENSORS, URL, WRONG

client = AuthenticatedClient(URL, KEY, prefix="", auth_header_name="x-api-key")
row = DelayRow.from_dict(FLIGHTS[0])
assert infer_delay.sync(client=client, body=row).body.prediction == ROW
explained = infer_delay.sync(client=client, body=row, explain=True).body.explanation.contributions
assert [part.to_dict() for part in explained] == EXPLAINED
batch = infer_delay.sync(client=client, body=InferDelayJsonBodyType1.from_dict({"instances": FLIGHTS}))
assert batch.body.predictions == BATCH
tensors = infer_delay_tensors.sync(client=client, body=DelayTensors.from_dict({"inputs": TENSORS}))
assert tensors.outputs[0].data == OUTPUT
refused = infer_delay.sync(client=client, body=DelayRow.from_dict(WRONG))
assert isinstance(refused, Problem) and refused.status == 422 and refused.errors[0].pointer == "/DIA-I"
assert show_model.sync("delay", client=client).model == "delay"
print("openapi-python-client: row, explanation, batch, tensors, problem and model are as sent by hand")
