import * as z from 'zod';
import { modelDefinitionSchema } from './definition.ts';

/** The JSON Schema of model.json, so that editors can complete and check it. */
export function renderModelSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(modelDefinitionSchema, { io: 'input' }), null, 2)}\n`;
}
