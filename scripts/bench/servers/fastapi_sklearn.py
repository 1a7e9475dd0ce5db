"""The design of the replaced service: FastAPI, a pandas frame per request, one-hot and regression by scikit-learn.

argv: port, folder with tables.json
"""

import json
import sys

import numpy as np
import pandas as pd
import uvicorn
from fastapi import FastAPI, Request
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

port, folder = int(sys.argv[1]), sys.argv[2]
with open(f"{folder}/tables.json") as file:
    model = json.load(file)
fields = [field for field, _ in model["tables"]]
categories = [[value for value, _ in entries] for _, entries in model["tables"]]
weights = [logit for _, entries in model["tables"] for _, logit in entries]

encoder = ColumnTransformer([("one-hot", OneHotEncoder(categories=categories), fields)])
regression = LogisticRegression()
pipeline = make_pipeline(encoder, regression)
some = pd.DataFrame([{f: c[0] for f, c in zip(fields, categories)}, {f: c[-1] for f, c in zip(fields, categories)}])
pipeline.fit(some, [0, 1])
regression.coef_ = np.array([weights])
regression.intercept_ = np.array([model["intercept"]])
app = FastAPI()


@app.post("/inference/{model}")
async def infer(model: str, request: Request):
    body = await request.json()
    p = pipeline.predict_proba(pd.DataFrame(body.get("instances", [body]))).tolist()
    answer = {"predictions": p} if "instances" in body else {"prediction": p[0]}
    return {"statusCode": 200, "body": answer}


uvicorn.run(app, port=port, log_level="error", access_log=False)
