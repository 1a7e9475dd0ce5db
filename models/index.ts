// Written by `npm run bundle` from the artifacts next to it.
// biome-ignore-all format: generated
// biome-ignore-all assist/source/organizeImports: generated
import delay$calendar from './delay/calendar.json?raw';
import delay$cyclic from './delay/cyclic.json?raw';
import delay$forecast from './delay/forecast.json?raw';
import delay$one_hot from './delay/one-hot.json?raw';
import us_delay$crossed from './us-delay/crossed.json?raw';
import us_delay$one_hot from './us-delay/one-hot.json?raw';

export const artifacts: readonly {
  model: string;
  variant: string;
  json: string;
  draws?: () => Promise<{ default: ArrayBuffer }>;
}[] = [
  { model: 'delay', variant: 'calendar', json: delay$calendar, draws: () => import('./delay/calendar.draws.bin') },
  { model: 'delay', variant: 'cyclic', json: delay$cyclic },
  { model: 'delay', variant: 'forecast', json: delay$forecast, draws: () => import('./delay/forecast.draws.bin') },
  { model: 'delay', variant: 'one-hot', json: delay$one_hot, draws: () => import('./delay/one-hot.draws.bin') },
  { model: 'us-delay', variant: 'crossed', json: us_delay$crossed },
  { model: 'us-delay', variant: 'one-hot', json: us_delay$one_hot, draws: () => import('./us-delay/one-hot.draws.bin') },
];
