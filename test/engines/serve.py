"""Serves an engine on 127.0.0.1: a POST of SQL statements is answered by the rows of the last, as CSV with names.

usage: serve.py {spark|clickhouse} PORT FOLDER
"""

import csv
import io
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

engine, port, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def spark():
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.warehouse.dir", folder)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "3g")
        .getOrCreate()
    )

    def ask(statement):
        frame = session.sql(statement)
        return frame.columns, [list(row) for row in frame.collect()]

    return ask


def clickhouse():
    import json

    from chdb.session import Session

    session = Session(folder)

    def ask(statement):
        text = str(session.query(statement, "JSONCompact"))
        if not text.strip():
            return [], []
        answer = json.loads(text)
        return [column["name"] for column in answer["meta"]], answer["data"]

    return ask


ask = {"spark": spark, "clickhouse": clickhouse}[engine]()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        sql = self.rfile.read(int(self.headers["content-length"])).decode()
        try:
            names, rows = [], []
            for statement in sql.split(";\n"):
                if statement.strip():
                    names, rows = ask(statement)
            text = io.StringIO()
            writer = csv.writer(text)
            writer.writerows([names, *rows] if names else [])
            status, body = 200, text.getvalue()
        except Exception as error:  # the client prints it and fails
            status, body = 400, str(error).split("\n")[0] + "\n"
        data = body.encode()
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


server = HTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
