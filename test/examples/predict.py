"""Probabilities of both classes for two rows, with Python's standard library."""

import json
import os
from urllib.request import Request, urlopen

row = {"DIA-I": 3, "MES-I": 2, "HORA-I": 9, "OPERA": "Grupo LATAM", "TIPOVUELO": "N", "SIGLADES": "LaSerena", "DIANOM": "Viernes"}
request = Request(
    os.environ.get("SERVICE_URL", "http://127.0.0.1:8787") + "/inference/delay",
    data=json.dumps({"instances": [row, {**row, "HORA-I": 20}]}).encode(),
    headers={"content-type": "application/json", "x-api-key": os.environ["API_KEY"]},
)
with urlopen(request) as response:
    print(json.dumps(json.load(response)["body"]["predictions"]))
