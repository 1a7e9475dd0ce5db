import { parseArtifact } from '../../src/core/check.ts';
import { Failure } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { fileAt, git } from './git.ts';

/** A commit that changed a variant. */
export interface Edition {
  date: string;
  commit: string;
  variant: string;
  /** Undefined for a commit that removed it. */
  digest: string | undefined;
  /** AUC on held-out rows of a random third. */
  auc: number | undefined;
  subject: string;
}

/** The commits that changed the artifacts of a model, the latest first. @throws {Failure} when there are none */
export async function historyOf(model: string): Promise<Edition[]> {
  const log = await git('log', '--format=%x01%h%x00%cs%x00%s', '--name-only', '--', `models/${model}/*.json`);
  const editions: Edition[] = [];
  for (const entry of log.split('\x01').filter(Boolean)) {
    const [head = '', ...paths] = entry.trim().split('\n').filter(Boolean);
    const [commit = '', date = '', subject = ''] = head.split('\0');
    for (const path of paths) {
      const variant = /^models\/[^/]+\/([^/]+)\.json$/.exec(path)?.[1];
      if (variant === undefined || ['model', 'examples', 'ablations'].includes(variant)) continue;
      editions.push({ date, commit, variant, subject, ...(await figuresAt(commit, path)) });
    }
  }
  if (editions.length === 0) throw new Failure(`no commit has an artifact of ${model}`);
  return editions;
}

/** Artifacts of a format that is no longer read have a digest, and no figures. */
async function figuresAt(commit: string, path: string): Promise<Pick<Edition, 'digest' | 'auc'>> {
  const text = await fileAt(commit, path).catch(() => undefined);
  if (text === undefined) return { digest: undefined, auc: undefined };
  const json = JSON.parse(text);
  try {
    const { digest, evaluation } = parseArtifact(json, path);
    return { digest, auc: evaluation.find(({ split }) => split === 'random')?.auc };
  } catch {
    return { digest: typeof json.digest === 'string' ? json.digest : undefined, auc: undefined };
  }
}

/** The history as a table. */
export function renderHistory(editions: readonly Edition[]): string {
  return table([
    ['date', 'commit', 'variant', 'digest', 'AUC random', 'change'],
    ...editions.map(({ date, commit, variant, digest, auc, subject }) => [
      date,
      commit,
      variant,
      digest?.slice(0, 'sha256:'.length + 12) ?? 'removed',
      auc?.toFixed(4) ?? '–',
      subject,
    ]),
  ]);
}
