// Written by `npm run bundle` from the artifacts beside it.
// biome-ignore-all format: generated
// biome-ignore-all assist/source/organizeImports: generated
import delay$cyclic from './delay/cyclic.json' with { type: 'json' };
import delay$one_hot from './delay/one-hot.json' with { type: 'json' };
import us_delay$one_hot from './us-delay/one-hot.json' with { type: 'json' };

export const artifacts: readonly unknown[] = [
  delay$cyclic,
  delay$one_hot,
  us_delay$one_hot,
];
