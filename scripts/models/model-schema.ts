import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { modelDefinitionSchema } from './definition.ts';

const PATH = 'models/model.schema.json';

/** The JSON Schema of model.json, for the completion and the checks of an editor. */
export function renderModelSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(modelDefinitionSchema, { io: 'input' }), null, 2)}\n`;
}

if (import.meta.main) await writeFile(PATH, renderModelSchema());
