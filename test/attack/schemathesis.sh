#!/usr/bin/env bash
# Attacks every operation of the OpenAPI document of a service that runs, with Schemathesis. Needs Python 3.10 or later,
# and the network once, to install it under .build.
#
#   npm run serve                                          in another terminal
#   test/attack/schemathesis.sh http://127.0.0.1:8787 KEY [SECONDS] [DOCUMENT]
#
# KEY: best of tier unlimited, npm run keys -- create --name attack --tier unlimited. Fails at the first 5xx, answer that
# the document does not describe, or operation that forgets the key.
set -euo pipefail
if [ $# -lt 2 ]; then
  sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../.build/schemathesis
if [ ! -x "$home/bin/schemathesis" ]; then
  python3 -m venv "$home"
  "$home/bin/pip" install --quiet schemathesis==4.32.5
fi

# What it remembers of its runs stays in its own folder.
cd "$home"
export SCHEMATHESIS_HOOKS=ndjson_serializer
export PYTHONPATH=$here
export PYTHONDONTWRITEBYTECODE=1
checks=not_a_server_error,ignored_auth,status_code_conformance,content_type_conformance,response_schema_conformance
exec bin/schemathesis run "${4:-$1/openapi.json}" --url "$1" --header "x-api-key: $2" \
  --max-time "${3:-150}" --checks "$checks"
