"""Ask every variant in the Open Inference Protocol V2, with independent clients.

The answers must equal those of /inference to 1e-12, and match the protocol. Prints one line per variant and client.
"""

import json
import os
from urllib.request import Request, urlopen

import numpy as np
import pandas as pd
import protocol
import requests
from mlserver.codecs import PandasCodec
from mlserver.types import InferenceResponse, MetadataModelResponse
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException

URL = os.environ["SERVICE_URL"]
KEY = {"x-api-key": os.environ["API_KEY"]}
TOLERANCE = 1e-12


def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = Request(URL + path, data=data, headers={**KEY, "content-type": "application/json"})
    with urlopen(request) as response:
        return json.load(response)


def triton(model, variant, rows):
    client = InferenceServerClient(URL.removeprefix("http://"))
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(model, variant)
    assert client.get_server_metadata()["name"]
    inputs = []
    for tensor in client.get_model_metadata(model, variant)["inputs"]:
        dtype = {"BYTES": np.object_, "INT64": np.int64, "FP64": np.float64}[tensor["datatype"]]
        column = InferInput(tensor["name"], [len(rows)], tensor["datatype"])
        column.set_data_from_numpy(np.array([row[tensor["name"]] for row in rows], dtype=dtype), binary_data=False)
        inputs.append(column)
    try:
        client.infer(model, inputs, variant)
        raise AssertionError("a request without a key must be refused")
    except InferenceServerException as error:
        assert "x-api-key" in error.message(), error
    refuses_binary(client, model, variant, inputs[0].name(), rows)
    outputs = [InferRequestedOutput("prediction", binary_data=False)]
    result = client.infer(model, inputs, variant, outputs=outputs, headers=KEY, request_id="one")
    assert result.get_response()["id"] == "one" and result.get_response()["model_version"] == variant
    return result.as_numpy("prediction")


def refuses_binary(client, model, variant, name, rows):
    binary = InferInput(name, [len(rows)], "INT64")
    binary.set_data_from_numpy(np.zeros(len(rows), dtype=np.int64))
    try:
        client.infer(model, [binary], variant, headers=dict(KEY))
        raise AssertionError("binary tensors must be refused")
    except InferenceServerException as error:
        assert "no binary data" in error.message(), error


def mlserver(model, variant, rows):
    path = f"{URL}/v2/models/{model}/versions/{variant}"
    MetadataModelResponse.model_validate(requests.get(path, timeout=10).json())
    frame = pd.DataFrame(rows)
    texts = frame.columns[[isinstance(value, str) for value in frame.iloc[0]]]
    frame = frame.astype({column: object for column in texts})
    body = PandasCodec.encode_request(frame, use_bytes=False).model_dump_json(exclude_none=True)
    headers = {**KEY, "content-type": "application/json"}
    answer = requests.post(f"{path}/infer", data=body, headers=headers, timeout=10)
    response = InferenceResponse.model_validate(answer.json())
    (output,) = response.outputs
    return np.array(output.data.root).reshape(output.shape)


def conforms():
    for path in ("/v2", "/v2/"):
        protocol.check(call(path), "/v2")
    for path in ("/v2/health/live", "/v2/health/ready"):
        protocol.check(call(path), path)
    for model in call("/models")["models"]:
        own = f"/v2/models/{model['model']}"
        names = [""] + [f"/versions/{one['variant']}" for one in model["variants"]]
        for name in names:
            documented = "/v2/models/{model_name}" + ("/versions/{model_version}" if name else "")
            inputs = protocol.check(call(own + name), documented)["inputs"]
            protocol.check(call(f"{own}{name}/ready"), f"{documented}/ready")
            example = call(f"/models/{model['model']}")["example"]
            tensors = [{**tensor, "shape": [1], "data": [example[tensor["name"]]]} for tensor in inputs]
            request = protocol.check_schema({"id": "42", "inputs": tensors}, "InferenceRequest")
            answer = protocol.check(call(f"{own}{name}/infer", request), f"{documented}/infer", "post")
            assert answer["id"] == "42" and answer["outputs"][0]["shape"] == [1, 2]
            broken = requests.post(f"{URL}{own}{name}/infer", json={"inputs": []}, headers=KEY, timeout=10)
            assert broken.status_code >= 400
            assert protocol.check_schema(broken.json(), protocol.ERROR)["error"]
        print(f"{model['model']}: {len(names)} paths answer as the protocol's document requires")
    assert protocol.check_schema(requests.get(f"{URL}/v2/models/nil", timeout=10).json(), protocol.ERROR)["error"]


conforms()
for model in call("/models")["models"]:
    name = model["model"]
    with open(f"models/{name}/examples.json", encoding="utf-8") as file:
        rows = [row["input"] for row in json.load(file)["rows"]]
    for variant in (one["variant"] for one in model["variants"]):
        expected = np.array(call(f"/inference/{name}/{variant}", {"instances": rows})["body"]["predictions"])
        for client in (triton, mlserver):
            worst = np.abs(client(name, variant, rows) - expected).max()
            assert worst <= TOLERANCE, (name, variant, client.__name__, worst)
            print(f"{name}/{variant} {client.__name__}: {len(rows)} rows, largest difference {worst:.1e}")
