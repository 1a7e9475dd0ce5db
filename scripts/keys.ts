import type { Command } from 'commander';
import { KEY_PREFIX } from '../src/api-key.ts';
import { command, run } from './cli/command.ts';
import { disabled, enabled, revoked } from './keys/change.ts';
import { changeVerb, createVerb, listVerb, renewSecretVerb, rotateVerb, showVerb, verifyVerb } from './keys/verbs.ts';

export const program = command('keys', 'Manage the API keys of an environment');

function verb(usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--env <name>', 'environment of wrangler.toml in which the key works, such as dev or prd')
    .option('--local', 'use the store that npm start and npm run serve share (default)')
    .option('--remote', 'the store of the deployed top level of wrangler.toml, as the button on Cloudflare deploys it')
    .option('--json', 'print one line of JSON');
}

const EXPIRES = 'when the key expires: a date (2027-01-01, at 0:00 UTC), a duration from now (90d), or never';

verb('create', 'Create a key and show it once, on stdout')
  .requiredOption('--name <name>', 'name of the key, for your own records')
  .option('--owner <owner>', 'person or team that the key belongs to, for keys list --owner')
  .option('--models <models>', 'models or variants that the key may use, such as delay,us-delay/one-hot (default: all)')
  .option('--expires <when>', EXPIRES)
  .option('--prefix <text>', 'what the key begins with, before an underscore', KEY_PREFIX)
  .option('--tier <tier>', 'rate limit: a name under TIERS in wrangler.toml', 'standard')
  .action(createVerb);
verb('list', 'List all keys, oldest first, without the keys themselves')
  .option('--owner <owner>', 'only the keys of this owner')
  .action(listVerb);
verb('show <id>', 'Show the stored facts about a key').action(showVerb);
verb('rotate <id>', 'Create the successor of a key, show it once, and let the old key expire')
  .option('--overlap <duration>', 'how long both keys work, such as 24h, 30m or 7d', '24h')
  .option('--expires <when>', `${EXPIRES} (default: as the old key, which must outlive the overlap)`)
  .action(rotateVerb);
verb('revoke <id>', 'Stop a key for good; its record stays').action(changeVerb(revoked));
verb('disable <id>', 'Stop a key until it is enabled again').action(changeVerb(disabled));
verb('enable <id>', 'Let a disabled key work again').action(changeVerb(enabled));
verb('renew-secret', 'Replace the secret behind the MACs of keys; all keys go on working').action(renewSecretVerb);
verb('verify', 'Read a key from stdin and check that it works; else exit with code 1 and say why').action(verifyVerb);

if (import.meta.main) await run(program);
