-- One row per parcel. The data are made up: replace them with yours by `npm run new -- NAME DATA.csv --target COLUMN`.
SELECT carrier, weekday, distance_km, weight_kg, insured, (late = 'yes')::INTEGER AS target
FROM data
