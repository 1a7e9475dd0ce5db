import type { Artifact } from '../../src/core/artifact.ts';
import { codeCount } from '../../src/core/code.ts';

/** Why the frequencies of an artifact do not fit its fields; none if it has no frequencies. The Worker does not read them. */
export function frequencyErrors({ fields, frequencies }: Artifact): string[] {
  if (frequencies === undefined) return [];
  const { fields: counts, edges, answers } = frequencies;
  const [found, wanted] = [counts.map(({ length }) => length), fields.map((field) => codeCount(field) + 1)];
  return [
    ...(String(found) === String(wanted) ? [] : [`frequencies.fields: lengths are ${found}, not ${wanted}`]),
    ...(answers.length === edges.length + 1
      ? []
      : [`frequencies.answers: ${answers.length} numbers for ${edges.length} edges`]),
    ...(edges.some((edge, k) => k > 0 && edge <= edges[k - 1]!) ? ['frequencies.edges do not ascend'] : []),
  ];
}
