-- One row per departure from Santiago (SCL) in 2017, as it was known before it left.
-- The file's own DIA, MES and DIANOM are those of operation: a flight that slips past midnight carries another day,
-- so they know the outcome. Everything here comes from the scheduled time, "Fecha-I".
SELECT
  day("Fecha-I") AS "DIA-I",
  month("Fecha-I") AS "MES-I",
  hour("Fecha-I") AS "HORA-I",
  OPERA,
  TIPOVUELO,
  SIGLADES,
  (['Domingo', 'Lunes', 'Martes', 'Miercoles', 'Jueves', 'Viernes', 'Sabado'])[dayofweek("Fecha-I") + 1] AS DIANOM,
  ("Fecha-O" - "Fecha-I" >= INTERVAL 15 MINUTE)::INTEGER AS target,
  concat_ws('|', "Fecha-I", "Fecha-O", "Des-I", "Emp-I", OPERA, SIGLADES) AS split_key
FROM data
