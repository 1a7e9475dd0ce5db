import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../cli/temporary-folder.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { uploadConfig } from '../wrangler/upload-config.ts';
import type { Account } from './account.ts';
import { CONFIG, wranglerAccount } from './wrangler-account.ts';

/** Lends the account of an environment, without a release to deploy. */
export function withAccount<T>(
  { name }: Pick<EnvironmentConfig, 'name'>,
  url: string | undefined,
  use: (account: Account, worker: string) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const config = await uploadConfig(name);
    await writeFile(join(folder, CONFIG), JSON.stringify(config));
    return use(wranglerAccount(folder, { environment: name, url }), config.name);
  });
}
