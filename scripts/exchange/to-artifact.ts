import type { Artifact, Feature, Field } from '../../src/core/artifact.ts';
import { MOST_EDGES } from '../../src/core/field.ts';
import { Failure } from '../cli/command.ts';
import type { ExchangeField, ExchangeModel, ExchangeTerm } from './exchange-model.ts';
import { compileKey } from './table-keys.ts';

/** The parts of an artifact that decide its answers, without its names. */
export type ArtifactContent = Pick<Artifact, 'classes' | 'intercept' | 'fields' | 'features'>;

/** A table with a row for fewer than this part of its keys is kept as a cross, which lists them. */
const SPARSE = 50;

type Table = Extract<ExchangeTerm, { type: 'table' }>;
type Linear = Extract<ExchangeTerm, { type: 'linear' }>;

/** An exchange model in which `exchangeErrors` finds nothing, as an artifact. @throws {Failure} for a field with too many edges */
export function toArtifact({ classes, intercept, fields, terms }: ExchangeModel): ArtifactContent {
  const tables = terms.flatMap((term): Table[] => (term.type === 'table' ? [term] : missingTable(term)));
  const own = fields.map((field) => artifactField(field, tables));
  const features = terms.flatMap((term): Feature[] =>
    term.type === 'table'
      ? [tableFeature(term, own)]
      : [linearFeature(term), ...missingTable(term).map((table) => tableFeature(table, own))],
  );
  return { classes, intercept, fields: own, features };
}

function artifactField(field: ExchangeField, tables: readonly Table[]): Field {
  if (field.type === 'category') {
    const { other, vocabulary, ...rest } = field;
    if (other === undefined) return defined({ ...rest, vocabulary });
    return defined({ ...rest, vocabulary: [...vocabulary.filter((category) => category !== other), other], other });
  }
  if (field.type !== 'number') return defined(field);
  const used = tables.flatMap(({ by }) =>
    by.flatMap((key) => ('edges' in key && key.field === field.name ? [key] : [])),
  );
  if (used.length === 0) return defined(field);
  const edges = [...new Set(used.flatMap((key) => key.edges!))].sort((a, b) => a - b);
  if (edges.length <= MOST_EDGES) return defined({ ...field, edges });
  throw new Failure(
    `fields.${field.name}: its tables have ${edges.length} edges in all; at most ${MOST_EDGES} are possible`,
  );
}

/** An object without members that are undefined. */
function defined<T extends object>(object: T): Field {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as unknown as Field;
}

function linearFeature({ field, coefficient, mean, scale, minimum, maximum }: Linear): Feature {
  const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  return { type: 'numeric', field, mean, scale, ...bounds, coefficients: [coefficient] };
}

/** What a missing value adds, as a table: a `numeric` feature adds 0. */
function missingTable({ field, coefficient, mean, scale, missing }: Linear): Table[] {
  if (missing === undefined) return [];
  return [{ type: 'table', by: [{ field, edges: [] }], rows: [[null, ((missing - mean) / scale) * coefficient]] }];
}

function tableFeature({ by, rows }: Table, fields: readonly Field[]): Feature {
  const keys = by.map((key) => compileKey(key, fields));
  const logOdds = new Map<number, number>();
  for (const row of rows) {
    let combinations = [0];
    for (const [k, { size, groupsOf }] of keys.entries()) {
      const groups = groupsOf(row[k]!);
      combinations = combinations.flatMap((before) => groups.map((group) => before * size + group));
    }
    for (const combination of combinations) logOdds.set(combination, row.at(-1) as number);
  }
  const [first] = keys;
  const isDense = logOdds.size >= first!.size / SPARSE;
  if (keys.length === 1 && 'field' in first!.term && isDense) {
    const coefficients = Array.from({ length: first!.size }, (_, group) => logOdds.get(group) ?? 0);
    return { type: 'one-hot', ...first!.term, coefficients };
  }
  const cells = [...logOdds.keys()].sort((a, b) => a - b);
  return {
    type: 'cross',
    terms: keys.map(({ term }) => term),
    cells,
    coefficients: cells.map((cell) => logOdds.get(cell)!),
  };
}
