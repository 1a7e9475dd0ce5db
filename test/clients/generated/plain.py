"""The answers that generated clients must give: the same requests, sent by hand."""

import json
import os
from urllib.request import Request, urlopen

URL = os.environ["SERVICE_URL"]
KEY = os.environ["API_KEY"]
FLIGHTS = [
    {"DIA-I": 3, "MES-I": 2, "HORA-I": 9, "OPERA": "Grupo LATAM", "TIPOVUELO": "N", "SIGLADES": "La Serena", "DIANOM": "Viernes"},
    {"DIA-I": 31, "MES-I": 12, "HORA-I": 21, "OPERA": "Sky Airline", "TIPOVUELO": "I", "SIGLADES": "Lima", "DIANOM": "Domingo"},
]
WRONG = {**FLIGHTS[0], "DIA-I": 32}
DATATYPES = {int: "INT64", str: "BYTES"}
TENSORS = [
    {"name": name, "datatype": DATATYPES[type(value)], "shape": [2], "data": [flight[name] for flight in FLIGHTS]}
    for name, value in FLIGHTS[0].items()
]


def answer(path, body):
    headers = {"content-type": "application/json", "x-api-key": KEY}
    with urlopen(Request(URL + path, json.dumps(body).encode(), headers)) as response:
        return json.load(response)


ROW = answer("/inference/delay", FLIGHTS[0])["body"]["prediction"]
EXPLAINED = answer("/inference/delay?explain", FLIGHTS[0])["body"]["explanation"]["contributions"]
BATCH = answer("/inference/delay", {"instances": FLIGHTS})["body"]["predictions"]
OUTPUT = answer("/v2/models/delay/infer", {"inputs": TENSORS})["outputs"][0]["data"]
