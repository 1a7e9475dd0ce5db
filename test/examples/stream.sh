#!/bin/sh
# NDJSON: one row per line; each is answered by a line while rows still arrive. A bad row is answered by its problem.
curl --silent --show-error --fail-with-body --no-buffer "${SERVICE_URL:-http://127.0.0.1:8787}/inference/delay" \
  -H 'content-type: application/x-ndjson' -H "x-api-key: $API_KEY" --data-binary @- <<'ROWS'
{"DIA-I":3,"MES-I":2,"HORA-I":9,"OPERA":"Grupo LATAM","TIPOVUELO":"N","SIGLADES":"LaSerena","DIANOM":"Viernes"}
{"DIA-I":3,"MES-I":2,"HORA-I":24,"OPERA":"Grupo LATAM","TIPOVUELO":"N","SIGLADES":"LaSerena","DIANOM":"Viernes"}
ROWS
