#!/usr/bin/env node
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { Failure, run } from '../cli/command.ts';
import { productModule } from '../cli/product.ts';
import { commandNames } from './commands.ts';
import { create } from './create-project.ts';

/** `edge-logit <command> …`: a command of scripts/, or `create`. */
async function main([name = '', ...args]: readonly string[]): Promise<void> {
  if (name === 'create') return create(args);
  const names = commandNames();
  if (!names.includes(name)) {
    const known = ['create', ...names].join(', ');
    throw new Failure(`edge-logit has no command ${JSON.stringify(name)}: expected one of ${known}`);
  }
  const { program } = (await import(pathToFileURL(productModule(`scripts/${name}`)).href)) as { program: Command };
  await run(program, args);
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
});
