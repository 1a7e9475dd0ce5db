import { sum } from '../maths/vector.ts';
import type { ModelDefinition } from '../models/definition.ts';
import type { CodedRows, CountedLogs, FieldCounts } from './count-rows.ts';
import { FALSE_ALARMS, grownShare, isAlarm, type Shift, shiftOf } from './shift.ts';

/** What differs from training in the requests that artifacts with the same fields answered. */
export interface Drift {
  /** The artifacts, by variant and digest, with their rows. */
  artifacts: { variant: string; digest: string; rows: number }[];
  rows: number;
  fields: Shift[];
  /** By artifact. */
  answers: Shift[];
  alarm: boolean;
}

/** The drift of the rows in logs; the artifacts with most rows first. */
export function driftOf({ counted }: CountedLogs, { splits }: Pick<ModelDefinition, 'splits'>): Drift[] {
  const alike = Map.groupBy(counted, ({ artifact }) => JSON.stringify([artifact.fields, artifact.frequencies.fields]));
  return [...alike.values()].map((group) => {
    const [{ artifact }] = group as [CodedRows];
    const { fields, frequencies } = artifact;
    const tail = FALSE_ALARMS / (fields.length + group.length);
    const order = splits.time?.order ?? [];
    const found = fields.map(({ name, missing }, f) => {
      const counts = joined(group.map((one) => one.fields[f]!));
      const training = frequencies.fields[f]!;
      const shift = shiftOf(
        name,
        { training: Float64Array.from(training.slice(0, -1)), now: counts.known },
        tail,
        order.includes(name),
      );
      const rows = sum(counts.known) + counts.unknown + counts.missing;
      const unknown = counts.unknown > 0 && grownShare(counts.unknown, rows, 0, tail);
      const ownMissing = missing && grownShare(counts.missing, rows, training.at(-1)! / sum(training), tail);
      return { ...shift, ...(unknown && { unknown }), ...(ownMissing && { missing: ownMissing }) };
    });
    const answers = group.map((one) => {
      const training = Float64Array.from(one.artifact.frequencies.answers);
      return shiftOf(answersName(one, group), { training, now: one.answers }, tail);
    });
    return {
      artifacts: group.map(({ artifact: { variant, digest }, rows }) => ({ variant, digest, rows })),
      rows: group.reduce((total, { rows }) => total + rows, 0),
      fields: found.toSorted((a, b) => b.psi - a.psi),
      answers,
      alarm: [...found, ...answers].some(isAlarm),
    };
  });
}

/** The name of the answers of an artifact among others: with its digest if another one is of the same variant. */
export function answersName({ artifact: { variant, digest } }: CodedRows, group: readonly CodedRows[]): string {
  const isAlone = group.filter(({ artifact }) => artifact.variant === variant).length === 1;
  return `answers of ${variant}${isAlone ? '' : ` ${digest.slice(7, 19)}`}`;
}

function joined(counts: readonly FieldCounts[]): FieldCounts {
  const total = (of: (one: FieldCounts) => number) => counts.reduce((all, one) => all + of(one), 0);
  return {
    known: counts[0]!.known.map((_, code) => total(({ known }) => known[code]!)),
    unknown: total(({ unknown }) => unknown),
    missing: total(({ missing }) => missing),
  };
}
