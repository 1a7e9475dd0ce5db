import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const workflows = globSync('.github/workflows/*.yml').map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const deploy = workflows.find(({ path }) => path.endsWith('deploy.yml'))!.text;

/** The text of a job, by its name. */
function job(name: string): string {
  const [, found = ''] = new RegExp(`\\n  ${name}:\\n(.*?)(?=\\n  \\w+:\\n|$)`, 's').exec(deploy) ?? [];
  return found;
}

test('workflows pin every action by its commit, and say which version that is', () => {
  const used = workflows.flatMap(({ text }) => text.match(/uses: .*/g) ?? []);
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('workflows may write nothing, and checkouts keep no credentials', () => {
  for (const { text } of workflows) {
    expect(text).not.toMatch(/: write\b|write-all/);
    expect(text.match(/persist-credentials: false/g)?.length).toBe(text.match(/actions\/checkout@/g)?.length);
  }
});

test('the job that builds has no secret; the one that has the token installs nothing but the exported folder', () => {
  expect(job('build')).toContain('npm run deploy -- --env "$ENVIRONMENT" --export release');
  expect(job('build')).not.toContain('secrets.');
  expect(job('deploy')).toMatch(/CLOUDFLARE_API_TOKEN: \$\{\{ secrets\.CLOUDFLARE_API_TOKEN \}\}/);
  expect(job('deploy')).not.toContain('actions/checkout');
  expect(job('deploy').match(/(?<=run: )(?!\|).*/g)).toEqual([
    'npm ci --ignore-scripts',
    'exec node deploy.js',
    'node deploy.js --end',
  ]);
});

test('deployments of an environment wait for each other, and only the tip of a branch is deployed', () => {
  expect(job('deploy')).toContain('cancel-in-progress: false');
  expect(job('deploy')).toMatch(/concurrency:\n +group: deploy-\$\{\{ .* 'prd' \|\| 'dev' \}\}/);
  const steps = job('deploy')
    .split(/\n {6}- /)
    .slice(1);
  const unguarded = steps.filter((step) => !step.includes('steps.tip.outputs.sha == env.COMMIT'));
  expect(unguarded.map((step) => /^(?:#.*\n +)?(?:- )?(id: \w+)/.exec(step)?.[1])).toEqual(['id: tip']);
});

const actionlint = process.env.ACTIONLINT ?? 'actionlint';
const isThere = spawnSync(actionlint, ['-version']).status === 0;

test.skipIf(!isThere)('actionlint finds nothing in the workflows (skipped where it is not installed)', () => {
  expect(execFileSync(actionlint, ['-oneline', ...workflows.map(({ path }) => path)]).toString()).toBe('');
});
