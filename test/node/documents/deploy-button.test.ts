import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';

/*
 * Reads the repository as the button “Deploy to Cloudflare” does: the top level of wrangler.toml, whose ids it replaces by
 * those of what it creates, and package.json.
 */
const config = parse(readFileSync('wrangler.toml', 'utf8')) as {
  name?: string;
  vars: object;
  kv_namespaces: { binding: string; id?: string }[];
  ratelimits: { name: string; namespace_id?: string }[];
};
const { scripts, cloudflare } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  cloudflare: { bindings: Record<string, { description: string }> };
};

test('the top level of wrangler.toml has a name, and an id for every binding that the button creates', () => {
  expect(config.name).toBe('edge-logit');
  expect(config.kv_namespaces.filter(({ id }) => !id)).toEqual([]);
  expect(config.ratelimits.filter(({ namespace_id }) => !namespace_id)).toEqual([]);
});

test('package.json describes each namespace and variable of the top level, and nothing else', () => {
  const asked = [...config.kv_namespaces.map(({ binding }) => binding), ...Object.keys(config.vars)];
  expect(Object.keys(cloudflare.bindings).sort()).toEqual(asked.sort());
  for (const { description } of Object.values(cloudflare.bindings)) expect(description).toMatch(/^[A-Z`].{20,}\.$/s);
});

test('the button finds a command to deploy, asks for no secret, and says how to make the first key', () => {
  expect(scripts.deploy).toBe('node scripts/deploy.ts');
  expect(existsSync('.dev.vars.example')).toBe(false);
  expect(cloudflare.bindings.KEYS!.description).toContain('npm run keys -- create --name NAME --remote');
});
