import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { Failure } from '../cli/command.ts';
import { parseJson } from '../cli/read-json.ts';
import { type ModelDefinition, modelDefinitionSchema, nameSchema } from './definition.ts';
import { definitionErrors } from './definition-errors.ts';

const MODELS = 'models';

/** A definition of variants to train, which need data. */
export type TrainableDefinition = ModelDefinition & { data: string };

/** Reads `models/<model>/model.json`. @throws {Failure} naming the file and every place in it that is wrong */
export function readDefinition(model: string): { definition: ModelDefinition; folder: string } {
  const folder = join(MODELS, model);
  const path = join(folder, 'model.json');
  if (!nameSchema.safeParse(model).success || !existsSync(path)) {
    throw new Failure(`there is no model ${JSON.stringify(model)}: ${path} does not exist`);
  }
  return { definition: parseDefinition(readFileSync(path, 'utf8'), path), folder };
}

/**
 * Reads `models/<model>/model.json` and `rows.sql`, to train or measure.
 * @throws {Failure} naming the file and every place in it that is wrong, or a model without variants to train
 */
export function readModel(model: string): { definition: TrainableDefinition; query: string; folder: string } {
  const { definition, folder } = readDefinition(model);
  const { data } = definition;
  if (data === undefined || Object.keys(definition.variants).length === 0) {
    throw new Failure(`${model} was imported: it has no variant that is trained or measured here`);
  }
  const queryPath = join(folder, 'rows.sql');
  if (!existsSync(queryPath)) throw new Failure(`${queryPath} does not exist: it selects the fields and the target`);
  return { definition: { ...definition, data }, query: readFileSync(queryPath, 'utf8'), folder };
}

/**
 * Parses the text of a model.json and checks that its features fit its fields.
 * @throws {Failure} naming every place that is wrong
 */
export function parseDefinition(text: string, path: string): ModelDefinition {
  const definition = parseJson(text, path, modelDefinitionSchema);
  const errors = definitionErrors(definition);
  if (errors.length > 0) throw new Failure(`${path}: ${errors.join('; ')}`);
  return definition;
}

/** The folder of data that the repository does not hold. */
export function dataFolder(): string {
  return process.env.DATA_DIR || '.data';
}

/**
 * Finds a data file: at the explicit path if there is one; else in $DATA_DIR (default `.data`), then in the project.
 * @throws {Failure} naming the places that were searched
 */
export function findData(definition: Pick<TrainableDefinition, 'data'>, explicit?: string): string {
  const places = explicit ? [explicit] : [join(dataFolder(), definition.data), definition.data];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Failure(
    `there is no data file at ${places.join(' or ')}: name the file with --data, or its folder with DATA_DIR`,
  );
}

/** The name by which `findData` finds a file in the folder of data, wherever that is; the path of a file elsewhere. */
export function dataName(path: string): string {
  const inside = relative(dataFolder(), path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}
