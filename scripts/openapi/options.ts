import * as z from 'zod';
import type { Artifact } from '../../src/core/artifact.ts';
import { LEVELS, querySchema } from '../../src/core/query.ts';

type Option = keyof ReturnType<typeof querySchema>['shape'];

const DESCRIPTIONS: Record<Option, string> = {
  explain: 'Tell what every field adds to the log-odds of an average row. At most 100 rows at once.',
  threshold:
    'Decide: the class that a probability from here on means, with precision and recall as measured on held-out rows.',
  counterfactuals: 'Tell what changes of one field would do. At most 100 rows at once.',
  interval:
    'Tell how sure the probability of the positive class is: the bounds that hold it with this chance, as far as the form of the model is right. They narrow with more training rows like this one; the outcome itself stays as open as the probability says. At most 100 rows at once.',
};

const LEVEL = { type: 'number', minimum: LEVELS.lowest, maximum: LEVELS.highest, examples: [0.9] };

/** Names of the options that a variant takes. */
function optionsOf({ reference, uncertainty }: Artifact): Option[] {
  const missing = [...(reference ? [] : ['explain']), ...(uncertainty ? [] : ['interval'])];
  return (Object.keys(DESCRIPTIONS) as Option[]).filter((name) => !missing.includes(name));
}

/** Variants that take the same options, together; those with the most options first. */
export function byOptions(artifacts: readonly Artifact[]): (readonly Artifact[])[] {
  const groups = Map.groupBy(artifacts, (artifact) => optionsOf(artifact).join());
  return [...groups.values()].sort(([a], [b]) => optionsOf(b!).length - optionsOf(a!).length);
}

/** The parameters in the query that each of these variants takes. */
export function queryParameters(artifacts: readonly Artifact[]) {
  const { properties = {} } = z.toJSONSchema(querySchema(), { io: 'input' });
  const [{ thresholds }] = artifacts as [Artifact];
  const numbers: Partial<Record<Option, object>> = {
    threshold: thresholdSchema(Object.keys(thresholds)),
    interval: LEVEL,
  };
  const names = optionsOf(artifacts[0]!).filter((name) => artifacts.every((one) => optionsOf(one).includes(name)));
  return names.map((name) => {
    const description = DESCRIPTIONS[name];
    return {
      name,
      in: 'query',
      description,
      allowEmptyValue: !(name in numbers),
      schema: numbers[name] ?? properties[name],
    };
  });
}

function thresholdSchema(names: readonly string[]) {
  const number = { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 };
  return names.length > 0 ? { anyOf: [number, { type: 'string', enum: names }] } : number;
}
