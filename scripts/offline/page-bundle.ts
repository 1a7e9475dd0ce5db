import { createKey, createSecret } from '../../src/api-key.ts';
import { parseVariables } from '../../src/core/contract/variables.ts';
import { BULLETIN, type KeyBulletin } from '../../src/key-bulletin.ts';
import type { PageBundle } from '../../src/offline/page-bundle.ts';
import type { ArtifactFile } from '../models/artifact-errors.ts';
import { pageWords } from '../pages/page-words.ts';
import { SITE_LANGUAGES } from '../pages/site-words.ts';
import { describedModels } from '../worker/environment-files.ts';

/** A tier without limits, and logs off: the only caller is the page. */
const VARIABLES = { TIERS: { page: {} }, LOG_SAMPLE: 0 };

/**
 * What a page needs to answer for a variant. Its key is made anew for each page, and opens nothing but this page.
 * @param files all variants of the model
 */
export async function pageBundle(files: readonly ArtifactFile[], variant: string): Promise<PageBundle> {
  const { model, artifact, draws } = files.find((file) => file.variant === variant)!;
  const variables = { ...VARIABLES, ROUTES: { [model]: variant } };
  const secret = createSecret();
  const { key, hash, record } = await createKey({ name: 'page', tier: 'page' }, secret, new Date());
  const bulletin: KeyBulletin = { format: 1, secret, changes: [], unsigned: [] };
  const words = (await pageWords(files))[model];
  return {
    variables,
    artifacts: [
      {
        model,
        variant,
        json: JSON.stringify(artifact),
        ...(draws && { draws: Buffer.from(draws).toString('base64') }),
      },
    ],
    texts: {
      ...Object.fromEntries(describedModels(parseVariables(variables).variables, files)),
      ...Object.fromEntries(
        SITE_LANGUAGES.map((language) => [`/words/${language}.json`, JSON.stringify({ [model]: words?.[language] })]),
      ),
    },
    keys: { [BULLETIN]: bulletin, [hash]: record },
    key,
  };
}
