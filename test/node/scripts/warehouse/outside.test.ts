import { test } from 'vitest';
import { commandEngine } from '../../../../scripts/warehouse/engines/command-engine.ts';
import type { EngineName } from '../../../../scripts/warehouse/engines/dialects.ts';
import { describeEngine } from './engine-contract.ts';

const { ENGINE, ENGINE_COMMAND } = process.env;

if (ENGINE && ENGINE_COMMAND) {
  describeEngine(`${ENGINE} by ${ENGINE_COMMAND}`, async () => commandEngine(ENGINE as EngineName, ENGINE_COMMAND));
} else {
  test.skip('an engine outside of this process: test/engines/run', () => {});
}
