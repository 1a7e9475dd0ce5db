import * as z from 'zod';
import { type Metadata, parameter } from './metadata.ts';
import { asNumber, type Stage } from './stage.ts';

/** VectorAssembler: columns and vectors one after the other. A missing number has no probability, whatever it does with invalid ones. */
export function vectorAssembler(metadata: Metadata): Stage {
  const inputs = parameter(metadata, 'inputCols', z.array(z.string()));
  const output = parameter(metadata, 'outputCol', z.string());
  return {
    inputs,
    outputs: [output],
    columns: (of) => ({ [output]: inputs.flatMap(of) }),
    values: (of) => ({ [output]: inputs.flatMap(of).map(asNumber) }),
  };
}
