import type { Imported } from '../imported.ts';
import { exchangeOf } from '../linear/exchange-of.ts';
import { numberOfText } from '../linear/number-of-text.ts';
import { readZip } from '../zip/read-zip.ts';
import { estimatorAt } from './estimator.ts';
import { inputNames } from './input-names.ts';
import { readClassifier } from './read-classifier.ts';
import { readSchema } from './read-schema.ts';
import type { Value } from './value.ts';

/**
 * Reads a classifier of scikit-learn that skops saved. Its classes are matched with lists of ours; nothing is constructed by name.
 * @param bytes the .skops file
 * @param label its name, for errors
 * @throws {Failure} naming the class, option and step that cannot be represented, or what is wrong with the file
 */
export function readSkops(bytes: Uint8Array, label: string): Imported {
  const root = readSchema(readZip(bytes, label), label);
  const names = inputNames(root);
  const classifier = readClassifier(root, [], names.length);
  const columns = names.map((field) => ({ kind: 'as-it-is' as const, field, missing: null }));
  const { model, notes, textual } = exchangeOf(
    { source: sourceOf(root), classes: classifier.classes(), ...classifier.score(columns) },
    names,
  );
  return {
    model,
    notes,
    probability(row) {
      const score = classifier.scoreOf(
        names.map((name) => (textual.has(name) ? numberOfText(row[name] ?? null) : (row[name] ?? null))),
      );
      if (Number.isNaN(score)) throw new RangeError('a missing value reaches the classifier');
      return 1 / (1 + Math.exp(-score));
    },
  };
}

function sourceOf(root: Value): string {
  const version = estimatorAt(root, []).object.member('_sklearn_version');
  return typeof version === 'string' ? `scikit-learn ${version.slice(0, 40)}` : 'scikit-learn';
}
