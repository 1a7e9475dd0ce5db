-- A gradient and a Hessian of 527 coefficients on 300,000 rows in a Postgres server, in two ways: by GROUP BYs over a scored table, as
-- training does it, and by aggregates that add one row after the other to an array, as MADlib does it (here in PL/pgSQL, and only
-- where a row is not 0; MADlib's are in C++, and add all 527 × 527 products of a row). psql prints the time of each.
\set ON_ERROR_STOP on
\pset tuples_only on
SET max_parallel_workers_per_gather = 0;
SELECT setseed(0.5);
CREATE UNLOGGED TABLE cells AS
SELECT (random() * 221)::INTEGER AS c0, (random() * 227)::INTEGER AS c1, (random() * 6)::INTEGER AS c2, (random() * 30)::INTEGER AS c3,
  (random() * 6)::INTEGER AS c4, (random() * 23)::INTEGER AS c5, 1.0::FLOAT8 AS w, (random() < 0.2)::INTEGER::FLOAT8 AS y
FROM generate_series(1, 300000);
CREATE TABLE beta AS SELECT k, 0.01 * sin(k) AS b FROM generate_series(0, 226) AS t(k);
ANALYZE;

CREATE FUNCTION add_gradient(state FLOAT8[], places INTEGER[], e FLOAT8) RETURNS FLOAT8[] LANGUAGE plpgsql AS $$
DECLARE k INTEGER;
BEGIN
  FOREACH k IN ARRAY places LOOP state[k] := state[k] + e; END LOOP;
  RETURN state;
END $$;
CREATE FUNCTION add_hessian(state FLOAT8[], places INTEGER[], v FLOAT8) RETURNS FLOAT8[] LANGUAGE plpgsql AS $$
DECLARE k INTEGER; l INTEGER;
BEGIN
  FOREACH k IN ARRAY places LOOP
    FOREACH l IN ARRAY places LOOP
      IF l <= k THEN state[(k - 1) * 527 + l] := state[(k - 1) * 527 + l] + v; END IF;
    END LOOP;
  END LOOP;
  RETURN state;
END $$;
SELECT array_fill(0::FLOAT8, ARRAY[527])::TEXT AS zeros \gset
CREATE AGGREGATE gradient_of(INTEGER[], FLOAT8) (SFUNC = add_gradient, STYPE = FLOAT8[], INITCOND = :'zeros');
SELECT array_fill(0::FLOAT8, ARRAY[527 * 527])::TEXT AS zeros \gset
CREATE AGGREGATE hessian_of(INTEGER[], FLOAT8) (SFUNC = add_hessian, STYPE = FLOAT8[], INITCOND = :'zeros');

\timing on
\echo 'a scored table'
CREATE UNLOGGED TABLE scored AS
SELECT c0, c1, c2, c3, c4, c5, CAST((w * p - y) * 1e15 AS BIGINT) AS e, CAST(w * p * (1 - p) * 1e15 AS BIGINT) AS v
FROM (SELECT t.*, 1 / (1 + EXP(-(b0.b + b1.b + b2.b + b3.b + b4.b + b5.b))) AS p FROM cells AS t
  LEFT JOIN beta AS b0 ON b0.k = c0 LEFT JOIN beta AS b1 ON b1.k = c1 LEFT JOIN beta AS b2 ON b2.k = c2
  LEFT JOIN beta AS b3 ON b3.k = c3 LEFT JOIN beta AS b4 ON b4.k = c4 LEFT JOIN beta AS b5 ON b5.k = c5) AS q;
\echo 'gradient: GROUP BYs'
SELECT COUNT(*) FROM (
  SELECT c0, SUM(e) AS e FROM scored GROUP BY c0 UNION ALL SELECT c1, SUM(e) FROM scored GROUP BY c1 UNION ALL
  SELECT c2, SUM(e) FROM scored GROUP BY c2 UNION ALL SELECT c3, SUM(e) FROM scored GROUP BY c3 UNION ALL
  SELECT c4, SUM(e) FROM scored GROUP BY c4 UNION ALL SELECT c5, SUM(e) FROM scored GROUP BY c5) AS s;
\echo 'gradient: row at a time'
SELECT array_length(gradient_of(ARRAY[1 + c0, 223 + c1, 451 + c2, 458 + c3, 489 + c4, 496 + c5, 527], e), 1) FROM scored;
\echo 'Hessian: GROUP BYs of the first two columns, of 15 such pairs'
SELECT COUNT(*) FROM (SELECT c0, c1, SUM(v) FROM scored GROUP BY c0, c1) AS s;
\echo 'Hessian: row at a time, of 3,000 rows'
SELECT array_length(hessian_of(ARRAY[1 + c0, 223 + c1, 451 + c2, 458 + c3, 489 + c4, 496 + c5, 527], v), 1) FROM (SELECT * FROM scored LIMIT 3000) AS few;
