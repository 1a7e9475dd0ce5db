import { table } from '../cli/table.ts';
import type { Account } from './account.ts';
import { type Release, servedBy } from './release.ts';

/** What a deployment changes, route by route, with the figures of what will serve: for a person to read. */
export async function describeChanges(account: Account, release: Release): Promise<string> {
  const { environment, commit, forced, gzip, startUp, routes } = release;
  const before = await servingMessage(account);
  const served = servedBy(before ?? '');
  const gone = [...served.keys()].filter((model) => !routes.some((route) => route.model === model));
  const rows = [
    ...routes.map(({ model, serves, figures }) => [model, served.get(model) ?? 'nothing', serves, figures]),
    ...gone.map((model) => [model, served.get(model)!, 'nothing', '']),
  ];
  const now = before === undefined ? 'there is no deployment yet' : before || 'a version of something else';
  const start = startUp === undefined ? '' : `, ${startUp.toFixed(0)} ms of CPU to start`;
  return [
    `${environment}: commit ${commit}${forced === undefined ? '' : `, forced: ${forced}`}; now: ${now}`,
    table([['route', 'serves', 'will serve', 'held-out figures'], ...rows]),
    `${(gzip / 1000).toFixed(1)} KB gzip${start}`,
  ].join('\n');
}

/** The message of the version that answers most; undefined without a deployment. */
async function servingMessage(account: Account): Promise<string | undefined> {
  const [deployment] = await account.deployments();
  if (!deployment) return undefined;
  const most = deployment.shares.reduce((a, b) => (b.percentage > a.percentage ? b : a));
  return (await account.versions()).find(({ id }) => id === most.version)?.message ?? '';
}
