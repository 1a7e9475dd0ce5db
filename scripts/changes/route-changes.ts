import { type ArtifactDiff, diffArtifacts, type FigureChange, figureChanges } from './artifact-diff.ts';
import type { Served } from './served-at.ts';

/** What changes on a route. */
export interface RouteChange {
  /** The environments whose route changes in this way. */
  environments: string[];
  model: string;
  /** `variant` and digest; undefined where the route or its artifact is missing. */
  before: { variant: string; digest: string } | undefined;
  after: { variant: string; digest: string } | undefined;
  diff: ArtifactDiff | undefined;
  figures: readonly FigureChange[];
}

/** The routes that serve something else than before, in the order of the environments. */
export function routeChanges(before: readonly Served[], after: readonly Served[]): RouteChange[] {
  const same = (a: Served, b: Served) => a.environment === b.environment && a.model === b.model;
  const gone = before.filter((old) => !after.some((now) => same(old, now)));
  const changes = new Map<string, RouteChange>();
  for (const route of [...after, ...gone]) {
    const [old, now] = [before, after].map((all) => all.find((one) => same(one, route)));
    const labels = { before: labelOf(old), after: labelOf(now) };
    if (isSame(labels.before, labels.after)) continue;
    const name = JSON.stringify([route.model, labels]);
    const known = changes.get(name);
    if (known) known.environments.push(route.environment);
    else changes.set(name, { environments: [route.environment], model: route.model, ...labels, ...effects(old, now) });
  }
  return [...changes.values()];
}

function effects(old: Served | undefined, now: Served | undefined): Pick<RouteChange, 'diff' | 'figures'> {
  if (!old?.artifact || !now?.artifact) return { diff: undefined, figures: [] };
  const inputs = new Map([...old.inputs, ...now.inputs].map((input) => [JSON.stringify(input), input]));
  return {
    diff: diffArtifacts(old.artifact, now.artifact, [...inputs.values()]),
    figures: figureChanges(old.artifact, now.artifact),
  };
}

function isSame(before: RouteChange['before'], after: RouteChange['before']): boolean {
  return before?.digest === after?.digest && before?.variant === after?.variant;
}

function labelOf(served: Served | undefined): RouteChange['before'] {
  return served?.artifact && { variant: served.variant, digest: served.artifact.digest };
}
