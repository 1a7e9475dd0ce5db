import type { Answer } from './answer.ts';
import type { Call } from './call.ts';

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** What is at a path. */
export interface Route {
  /** Such as `/inference/:model`; a parameter is one segment, not empty. */
  pattern: string;
  method: string;
  handler: Handler;
}

/** The route that a path has matched, and the values of its parameters. */
export interface Match {
  route: Route;
  parameters: Readonly<Record<string, string>>;
}

/** Finds the first route whose pattern a path matches. There are so few that looking at each costs least. */
export function createRouter(routes: readonly Route[]): (path: string) => Match | undefined {
  const compiled = routes.map((route) => ({ route, pattern: route.pattern.split('/') }));
  return (path) => {
    const segments = path.split('/');
    for (const { route, pattern } of compiled) {
      if (matches(pattern, segments)) return { route, parameters: parametersOf(pattern, segments) };
    }
    return undefined;
  };
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  for (let s = 0; s < pattern.length; s++) {
    const wanted = pattern[s]!;
    if (wanted.startsWith(':') ? segments[s] === '' : segments[s] !== wanted) return false;
  }
  return true;
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (let s = 0; s < pattern.length; s++) {
    if (pattern[s]!.startsWith(':')) parameters[pattern[s]!.slice(1)] = decode(segments[s]!);
  }
  return parameters;
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
