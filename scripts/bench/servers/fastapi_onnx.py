"""FastAPI and onnxruntime: one-hot by tables, the model in ONNX. argv: port, folder with tables.json and model.onnx"""

import json
import sys

import numpy as np
import onnxruntime
import uvicorn
from fastapi import FastAPI, Request

port, folder = int(sys.argv[1]), sys.argv[2]
with open(f"{folder}/tables.json") as file:
    tables = json.load(file)["tables"]
columns = {}
for field, entries in tables:
    for value, _ in entries:
        columns[field, value] = len(columns)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(f"{folder}/model.onnx", options)
app = FastAPI()


def predict(rows):
    x = np.zeros((len(rows), len(columns)), np.float32)
    for r, row in enumerate(rows):
        for field, _ in tables:
            x[r, columns[field, row[field]]] = 1
    (p,) = session.run(None, {"x": x})
    return [[1 - float(q), float(q)] for q in p[:, 0]]


@app.post("/inference/{model}")
async def infer(model: str, request: Request):
    body = await request.json()
    if "instances" in body:
        return {"statusCode": 200, "body": {"predictions": predict(body["instances"])}}
    return {"statusCode": 200, "body": {"prediction": predict([body])[0]}}


uvicorn.run(app, port=port, log_level="error", access_log=False)
