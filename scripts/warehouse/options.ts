import { Option } from 'commander';
import { ENGINE_DIALECTS } from './engines/dialects.ts';

/** `--engine`: where the rows are when a variant is trained. */
export function engineOption(): Option {
  return new Option('--engine <engine>', 'leave the rows in an engine, from which only sums come').choices(
    Object.keys(ENGINE_DIALECTS),
  );
}
