-- One row per US flight from January to 1 July 2001. `date` has the minute and behaves like the actual departure
-- (two thirds of the flights at 2 and 3 h are late), so the hour knows part of the outcome: the question is asked at
-- the moment a flight leaves, about its arrival.
SELECT
  origin,
  destination,
  month(date) AS month,
  day(date) AS day,
  (['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'])[dayofweek(date) + 1] AS weekday,
  hour(date) AS hour,
  (delay >= 15)::INTEGER AS target,
  concat_ws('|', date, delay, distance, origin, destination) AS split_key
FROM data
