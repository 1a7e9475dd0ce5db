import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { fieldSchema } from '../../../src/core/field.ts';
import { minimise } from '../../training/fit/newton-cholesky.ts';
import { baseRateStart, ridge } from '../../training/fit/objective.ts';
import { designMatrix } from '../../training/matrix/design-matrix.ts';
import { readRows } from './arrange-rows.ts';

/*
 * One fit in a process of its own: measure.ts FOLDER PENALTY TOLERANCE [ROWS]. Measures the design matrix and the fit,
 * with all threads of this process, but not reading the rows.
 */
const [folder = '', penalty, tolerance, count] = process.argv.slice(2);
const fields = z.array(fieldSchema()).parse(JSON.parse(readFileSync(join(folder, 'fields.json'), 'utf8')));
const { cells, weight, positives } = readRows(folder, fields, count === undefined ? undefined : Number(count));
const features = fields.map((field) => ({ type: 'one-hot' as const, field: field.name }));

const cpu = process.cpuUsage();
const wall = performance.now();
const matrix = designMatrix(fields, features, cells);
const objective = { matrix, weight, positives, penalty: ridge(matrix.size, Number(penalty)) };
const { beta } = minimise(objective, baseRateStart(objective), { tolerance: Number(tolerance) });
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - wall) / 1e3;

writeFileSync(join(folder, 'ours.bin'), beta);
const [, peak] = readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s*(\d+) kB/)!;
console.log(JSON.stringify({ cpu: (user + system) / 1e6, wall: seconds, peak: Number(peak) / 1024 }));
