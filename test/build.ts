import { program } from '../scripts/bundle.ts';

/** Writes the entry of the Worker, which wrangler.toml names, before tests run it. */
export default async function setup(): Promise<void> {
  await program.parseAsync([], { from: 'user' });
}
