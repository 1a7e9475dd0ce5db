// Written by `npm run bundle` from the artifacts beside it.
// biome-ignore-all format: generated
// biome-ignore-all assist/source/organizeImports: generated
import delay$calendar from './delay/calendar.json' with { type: 'json' };
import delay$cyclic from './delay/cyclic.json' with { type: 'json' };
import delay$forecast from './delay/forecast.json' with { type: 'json' };
import delay$one_hot from './delay/one-hot.json' with { type: 'json' };
import us_delay$one_hot from './us-delay/one-hot.json' with { type: 'json' };

export const artifacts: readonly unknown[] = [
  delay$calendar,
  delay$cyclic,
  delay$forecast,
  delay$one_hot,
  us_delay$one_hot,
];
