"""Asks `npm run predict -- delay --stdin ndjson` as an executable function of ClickHouse, about golden rows and one that is refused.

usage: clickhouse_function.py FOLDER, from the top of the project
"""

import json
import os
import pathlib
import sys

import chdb

FIELDS = ["DIA-I", "MES-I", "HORA-I", "OPERA", "TIPOVUELO", "SIGLADES", "DIANOM"]
KINDS = ["executable", "executable_pool"]


def config(kind):
    """The function as ClickHouse reads it; scripts/predict/README.md has the same."""
    types = ["Int32"] * 3 + ["String"] * 4
    arguments = "".join(f"<argument><name>{n}</name><type>{t}</type></argument>" for n, t in zip(FIELDS, types))
    return (
        f"<function><type>{kind}</type><name>late_{kind}</name><format>JSONEachRow</format>{arguments}"
        "<return_type>Array(Float64)</return_type><return_name>prediction</return_name>"
        "<command>late.sh</command><execute_direct>1</execute_direct><pool_size>1</pool_size></function>"
    )


folder = pathlib.Path(sys.argv[1]).resolve() / "functions"
folder.mkdir(parents=True, exist_ok=True)
(folder / "udf_config.xml").write_text(f"<functions>{''.join(map(config, KINDS))}</functions>")
script = folder / "late.sh"
script.write_text(f"#!/bin/sh\ncd '{os.getcwd()}' && exec node scripts/predict.ts delay --variant one-hot --stdin ndjson\n")
script.chmod(0o755)

golden = json.loads(pathlib.Path("models/delay/examples.json").read_text())["rows"]
expected = [row["variants"]["one-hot"]["probability"] for row in golden] + [None]
rows = [row["input"] for row in golden] + [{**golden[0]["input"], "OPERA": "nobody"}]
columns = ", ".join(f"`{name}` {'Int32' if f < 3 else 'String'}" for f, name in enumerate(FIELDS))
lines = "\n".join(json.dumps({name: row[name] for name in FIELDS}) for row in rows).replace("\\", "\\\\").replace("'", "\\'")
arguments = ", ".join(f"`{name}`" for name in FIELDS)
failed = False
for kind in KINDS:
    sql = f"""SELECT late_{kind}({arguments}) AS p FROM format(JSONEachRow, '{columns}', '{lines}')
        SETTINGS input_format_skip_unknown_fields = 1"""
    answers = [json.loads(line)["p"] for line in str(chdb.query(sql, "JSONEachRow", udf_path=str(folder))).splitlines()]
    isRight = len(answers) == len(expected) and all(
        p == [] if wanted is None else abs(p[1] - wanted) <= 1e-12 for p, wanted in zip(answers, expected)
    )
    failed |= not isRight
    print(f"clickhouse: {kind} function: {len(answers)} rows, {'as the core answers' if isRight else 'WRONG'}")
sys.exit(failed)
