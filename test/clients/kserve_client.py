"""Ask every model and variant with KServe's own Python client, in the Open Inference Protocol V2 and in JSON.

The answers must equal those of /inference to 1e-12, with and without an id. Prints one line per variant.
"""

import asyncio
import json
import os
from itertools import cycle, islice
from urllib.request import Request, urlopen

import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest
from kserve.inference_client import RESTConfig

URL = os.environ["SERVICE_URL"]
KEY = {"x-api-key": os.environ["API_KEY"]}
TOLERANCE = 1e-12
ROWS = 50
TYPES = {"BYTES": np.object_, "INT64": np.int64, "FP64": np.float64}

client = InferenceRESTClient(RESTConfig(protocol="v2", retries=0))


def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(URL + path, data=data, headers={**KEY, "content-type": "application/json"})) as response:
        return json.load(response)


def tensor(column, rows):
    name, datatype = column["name"], column["datatype"]
    made = InferInput(name, [len(rows)], datatype)
    made.set_data_from_numpy(np.array([row[name] for row in rows], dtype=TYPES[datatype]), binary_data=False)
    return made


async def infer(model, name, rows, request_id):
    tensors = [tensor(column, rows) for column in call(f"/v2/models/{name}")["inputs"]]
    request = InferRequest(model_name=model, infer_inputs=tensors, request_id=request_id)
    response = await client.infer(URL, request, model_name=name, headers=dict(KEY))
    assert response.model_name == model, response
    if request_id is not None:
        assert response.id == request_id, response.id
    (output,) = response.outputs
    assert output.name == "prediction", output.name
    return output.as_numpy()


async def main():
    assert await client.is_server_live(URL) and await client.is_server_ready(URL)
    for model, variants in ((one["model"], one["variants"]) for one in call("/models")["models"]):
        assert await client.is_model_ready(URL, model)
        assert not await client.is_model_ready(URL, f"{model}/versions/nil")
        with open(f"models/{model}/examples.json", encoding="utf-8") as file:
            rows = list(islice(cycle(row["input"] for row in json.load(file)["rows"]), ROWS))
        for variant in (one["variant"] for one in variants):
            name = f"{model}/versions/{variant}"
            assert await client.is_model_ready(URL, name)
            expected = np.array(call(f"/inference/{model}/{variant}", {"instances": rows})["body"]["predictions"])
            for request_id in ("one", None):
                worst = np.abs(await infer(model, name, rows, request_id) - expected).max()
                assert worst <= TOLERANCE, (name, request_id, worst)
            print(f"{model}/{variant} kserve: {len(rows)} rows, with and without an id, largest difference {worst:.1e}")
        assert (await infer(model, model, rows, "routed")).shape == (ROWS, 2)


asyncio.run(main())
