import { expect, test } from 'vitest';
import { program } from '../../../scripts/bundle.ts';
import { artifactErrors } from '../../../scripts/models/artifact-errors.ts';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { renderEntry } from '../../../scripts/worker/render-entry.ts';
import { parseWranglerConfig } from '../../../scripts/wrangler/config.ts';
import { environmentErrors } from '../../../scripts/wrangler/environment-errors.ts';
import { runCommand } from '../run-command.ts';

const models = new Map([
  ['delay', ['cyclic', 'one-hot']],
  ['us-delay', ['one-hot']],
]);

function problemsOf(toml: string): string[] {
  return parseWranglerConfig(toml).flatMap((environment) => environmentErrors(environment, models));
}

test('the generated files are what npm run bundle writes, and every environment is within the limits', async () => {
  expect(await runCommand(program, ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
}, 120_000);

test('renderEntry() imports every artifact under a name of its own', () => {
  const files = [
    { model: '3d', variant: 'x' },
    { model: 'a', variant: 'b-c', draws: new Uint8Array() },
    { model: 'a-b', variant: 'c' },
  ];
  const descriptions = [{ path: '/models', etag: '"1"', file: './models.json' }];
  expect(renderEntry(files, descriptions, { worker: '../src/worker.ts', models: '../models' })).toMatchInlineSnapshot(`
    "// Written by \`npm run bundle\` from wrangler.toml and models/.
    import { createWorker } from '../src/worker.ts';
    import _3d$x from '../models/3d/x.json?raw';
    import a$b_c from '../models/a/b-c.json?raw';
    import a_b$c from '../models/a-b/c.json?raw';

    export default createWorker({
      artifacts: [
        { model: '3d', variant: 'x', json: _3d$x },
        { model: 'a', variant: 'b-c', json: a$b_c, draws: () => import('../models/a/b-c.draws.bin') },
        { model: 'a-b', variant: 'c', json: a_b$c },
      ],
      descriptions: new Map([
        ['/models', { etag: '"1"', load: () => import('./models.json?raw') }],
      ]),
    });
    "
  `);
});

test('renderEntry() hands over the routes of a project that has some', () => {
  const entry = renderEntry([], [], { worker: 'edge', models: '../models', ownRoutes: '../../routes.ts' });
  expect(entry).toContain("import { routes } from '../../routes.ts';\n");
  expect(entry).toContain('  ownRoutes: routes,\n});');
});

test('environmentErrors() is empty if everything that routes and tiers name exists', () => {
  const toml = `
    [vars.ROUTES]
    delay = { split = { one-hot = 90, cyclic = 10 }, shadow = ["cyclic"] }
    [vars.TIERS]
    standard = { binding = "RATE", limit = 5, period = 10 }
    unlimited = {}
    [[ratelimits]]
    name = "RATE"
    namespace_id = "1"
    simple = { limit = 5, period = 10 }`;
  expect(problemsOf(toml)).toEqual([]);
});

test('environmentErrors() names the environment, the route or tier, and what there is', () => {
  const toml = `
    [vars]
    ROUTES = { delay = "one-hot" }
    TIERS = {}
    [env.prd.vars.ROUTES]
    delays = "one-hot"
    delay = { split = { one-hot = 1 }, shadow = ["crossed"] }
    [env.prd.vars.TIERS]
    slow = { binding = "SLOW", limit = 5, period = 10 }
    fast = { binding = "FAST", limit = 5, period = 10 }
    [[env.prd.ratelimits]]
    name = "FAST"
    namespace_id = "1"
    simple = { limit = 6, period = 60 }`;
  expect(problemsOf(toml)).toEqual([
    'wrangler.toml, environment prd: ROUTES.delays names a model that is not trained; models: delay, us-delay',
    'wrangler.toml, environment prd: ROUTES.delay names the variant crossed; its variants: cyclic, one-hot',
    'wrangler.toml, environment prd: TIERS.slow names the rate limit SLOW; [[ratelimits]]: FAST',
    'wrangler.toml, environment prd: TIERS.fast says 5 in 10 s, but [[ratelimits]] FAST says 6 in 60 s',
  ]);
});

test('parseWranglerConfig() says that an environment lacks its vars, and where TOML ends', () => {
  expect(() => parseWranglerConfig('[vars]\nROUTES = {}\nTIERS = {}\n[env.dev]\n')).toThrow(
    'wrangler.toml: env.dev.vars: expected vars with ROUTES and TIERS: environments inherit none',
  );
  expect(() => parseWranglerConfig('[vars]\nROUTES = {')).toThrow(/^wrangler\.toml: line 2: /);
});

test('artifactErrors() finds artifacts that were renamed, edited, or trained separately', () => {
  const files = readArtifacts('models');
  expect(artifactErrors(files)).toEqual([]);
  const [file] = files;
  const { model, variant, artifact } = file!;
  const path = `models/${model}/${variant}.json`;
  expect(artifactErrors([{ ...file!, variant: 'renamed' }])).toEqual([
    `models/${model}/renamed.json says that it is ${model}/${variant}`,
  ]);
  expect(artifactErrors([{ ...file!, artifact: { ...artifact, intercept: artifact.intercept + 1e-6 } }])).toEqual([
    `${path} was changed by hand: its digest does not match its content`,
    expect.stringContaining(`${path} does not reproduce its examples 0`),
  ]);
  const other = {
    ...artifact,
    variant: 'apart',
    fields: artifact.fields.map((field) => ({ ...field, description: 'changed' })),
  };
  expect(artifactErrors([file!, { model, variant: 'apart', artifact: other }])).toContain(
    `models/${model}/apart.json has other fields than ${variant}.json: train all variants of ${model} together`,
  );
});
