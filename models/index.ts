// Written by `npm run bundle` from the artifacts beside it.
// biome-ignore-all format: generated
// biome-ignore-all assist/source/organizeImports: generated
import delay$calendar from './delay/calendar.json' with { type: 'text' };
import delay$cyclic from './delay/cyclic.json' with { type: 'text' };
import delay$forecast from './delay/forecast.json' with { type: 'text' };
import delay$one_hot from './delay/one-hot.json' with { type: 'text' };
import us_delay$one_hot from './us-delay/one-hot.json' with { type: 'text' };

export const artifacts: readonly { model: string; variant: string; json: unknown }[] = [
  { model: 'delay', variant: 'calendar', json: delay$calendar },
  { model: 'delay', variant: 'cyclic', json: delay$cyclic },
  { model: 'delay', variant: 'forecast', json: delay$forecast },
  { model: 'delay', variant: 'one-hot', json: delay$one_hot },
  { model: 'us-delay', variant: 'one-hot', json: us_delay$one_hot },
];
