"""Asks warehouses what write-cases.ts has written, and compares with the answers of the core: ask.py ENGINE FOLDER"""

import atexit
import json
import os
import shutil
import sys
import tempfile
import time

TOLERANCE = 1e-12


def clickhouse():
    from chdb import session

    connection = session.Session()

    def ask(case):
        connection.query("DROP TABLE IF EXISTS rows_to_score")
        connection.query(f"CREATE TABLE rows_to_score ENGINE = Memory AS {case['table']} SETTINGS max_query_size = 1073741824")
        probability, problem = case["names"]
        select, settings = case["select"].rsplit("\nSETTINGS", 1)
        sql = f"SELECT row_number_, {probability}, {problem} FROM ({select}) AS s ORDER BY row_number_\nSETTINGS{settings}"
        return [json.loads(line)[1:] for line in str(connection.query(sql, "JSONCompactEachRow")).splitlines()]

    return ask


def postgres():
    import postgres_server

    run = postgres_server.start()

    def ask(case):
        probability, problem = case["names"]
        rows = run(
            f"DROP TABLE IF EXISTS rows_to_score; CREATE TABLE rows_to_score AS {case['table']};"
            f"SELECT {probability}, {problem} FROM ({case['select']}) AS s ORDER BY row_number_;"
        )
        return [(None if value is None else float(value), text) for value, text in rows]

    return ask


def spark_answers(spark):
    folder = tempfile.mkdtemp(prefix="rows-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

    def ask(case):
        # A table of literals would be scored by the optimizer, row by row.
        spark.sql(case["table"]).write.mode("overwrite").parquet(f"{folder}/rows")
        spark.read.parquet(f"{folder}/rows").createOrReplaceTempView("rows_to_score")
        probability, problem = case["names"]
        sql = f"SELECT row_number_, {probability}, {problem} FROM ({case['select']}) AS s"
        return [row[1:] for row in sorted(spark.sql(sql).collect())]

    return ask


def spark():
    from pyspark.sql import SparkSession

    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.driver.memory": "3g"}
    # Conditions of dozens of joins would multiply.
    options["spark.sql.constraintPropagation.enabled"] = "false"
    builder = SparkSession.builder.master("local[2]")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return spark_answers(session)


def sail():
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    _, port = server.listening_address
    ask = spark_answers(SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate())
    # The server stops when nothing refers to it.
    ask.server = server
    return ask


def parse(dialect):
    """Only parses: these warehouses cannot be had here."""
    import sqlglot

    def ask(case):
        sqlglot.parse_one(case["select"], read=dialect, error_level=sqlglot.ErrorLevel.RAISE)
        return None

    return ask


ENGINES = {"postgres": postgres, "clickhouse": clickhouse, "spark": spark, "sail": sail}
PARSED = ["bigquery", "snowflake", "redshift"]


def difference(wanted, found):
    if len(wanted) != len(found):
        return f"{len(found)} answers to {len(wanted)} rows"
    for row, (want, (probability, problem)) in enumerate(zip(wanted, found)):
        refused = probability is None and bool(problem)
        answered = probability is not None and problem is None
        if not (refused if want is None else answered and abs(probability - want) <= TOLERANCE):
            return f"row {row}: {probability}, {problem}; the core says {want}"
    return None


def main(engine, folder):
    ask = parse(engine) if engine in PARSED else ENGINES[engine]()
    cases = [json.loads(line) for line in open(f"{folder}/{'spark' if engine == 'sail' else engine}.jsonl")]
    rows, wrong, started = 0, [], time.time()
    for case in cases:
        began = time.time()
        try:
            found = ask(case)
            reason = None if found is None else difference(case["wanted"], found)
        except Exception as error:
            reason = " ".join(str(error).split())[:500]
        rows += len(case["wanted"])
        print(f"{case['title']}: {time.time() - began:.1f} s", file=sys.stderr, flush=True)
        if reason:
            wrong.append(f"{case['title']}: {reason}")
    did = "parsed" if engine in PARSED else f"asked for {rows:,} rows"
    print(f"{engine}: {len(cases)} variants {did}, {len(wrong)} differ, in {time.time() - started:.0f} s", flush=True)
    for line in wrong[:10]:
        print(f"  {line}")
    return len(wrong)


if __name__ == "__main__":
    failed = main(sys.argv[1], sys.argv[2])
    if sys.argv[1] == "sail":
        # Its server would keep the program from ending.
        os._exit(1 if failed else 0)
    sys.exit(1 if failed else 0)
