"""MLServer with the Open Inference Protocol: its pandas codec, one-hot and regression by scikit-learn, in one process.

argv: port, folder with tables.json
"""

import asyncio
import json
import sys

import numpy as np
import pandas as pd
from mlserver import MLModel, MLServer, ModelSettings, Settings
from mlserver.codecs import NumpyCodec, PandasCodec
from mlserver.types import InferenceResponse
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

port, folder = int(sys.argv[1]), sys.argv[2]


class Delay(MLModel):
    async def load(self):
        with open(f"{folder}/tables.json") as file:
            model = json.load(file)
        names = [name for name, _ in model["tables"]]
        categories = [[value for value, _ in entries] for _, entries in model["tables"]]
        regression = LogisticRegression()
        encoder = ColumnTransformer([("one-hot", OneHotEncoder(categories=categories), names)])
        self.pipeline = make_pipeline(encoder, regression)
        some = [{name: own[k] for name, own in zip(names, categories)} for k in (0, -1)]
        self.pipeline.fit(pd.DataFrame(some), [0, 1])
        regression.coef_ = np.array([[logit for _, entries in model["tables"] for _, logit in entries]])
        regression.intercept_ = np.array([model["intercept"]])
        return True

    async def predict(self, payload):
        rows = PandasCodec.decode_request(payload)
        p = self.pipeline.predict_proba(rows)
        return InferenceResponse(model_name=self.name, outputs=[NumpyCodec.encode_output("probabilities", p)])


async def main():
    settings = Settings(
        debug=False, host="127.0.0.1", http_port=port, grpc_port=port + 1, parallel_workers=0, metrics_endpoint=None
    )
    server = MLServer(settings)
    await server.start([ModelSettings(name="delay", implementation=Delay)])


asyncio.run(main())
