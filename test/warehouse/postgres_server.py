"""A Postgres server of its own, in a temporary folder, reached by psql over a socket there."""

import atexit
import csv
import glob
import io
import os
import shutil
import subprocess
import tempfile

OTHER_USER = "postgres"


def folder_of_commands():
    """Where initdb is; None if this machine has no Postgres server."""
    found = shutil.which("initdb")
    return os.path.dirname(os.path.realpath(found)) if found else next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1:]), None)


def start():
    """Starts the server, which stops with this program. Returns a function that runs SQL and gives rows of texts and None."""
    commands = folder_of_commands()
    folder = tempfile.mkdtemp(prefix="postgres-")
    # A server refuses to run as root.
    as_user = {"user": OTHER_USER} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, OTHER_USER)

    def run(command, *arguments, **options):
        process = [os.path.join(commands, command), *arguments]
        done = subprocess.run(process, capture_output=True, text=True, cwd=folder, **as_user, **options)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout

    data = os.path.join(folder, "data")
    run("initdb", "-D", data, "-U", "tester", "--auth=trust", "--encoding=UTF8", "--locale=C")
    server = f"-k {folder} -c listen_addresses=''"
    subprocess.run(
        [os.path.join(commands, "pg_ctl"), "-D", data, "-l", os.path.join(folder, "log"), "-o", server, "-w", "start"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user,
    )

    def stop():
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    connect = ["-X", "-q", "-h", folder, "-U", "tester", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-P", "null=\\N", "--csv", "-t"]

    def ask(sql):
        text = run("psql", *connect, "-f", "-", input=sql)
        return [[None if value == "\\N" else value for value in row] for row in csv.reader(io.StringIO(text, newline=""))]

    return ask
