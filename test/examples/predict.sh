#!/bin/sh
# Probabilities of both classes, with curl.
curl --silent --show-error --fail-with-body "${SERVICE_URL:-http://127.0.0.1:8787}/inference/delay" \
  -H 'content-type: application/json' -H "x-api-key: $API_KEY" \
  -d '{"DIA-I":3,"MES-I":2,"HORA-I":9,"OPERA":"Grupo LATAM","TIPOVUELO":"N","SIGLADES":"LaSerena","DIANOM":"Viernes"}'
