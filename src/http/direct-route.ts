/** A request for an inference whose route is plain to see. */
export interface DirectRoute {
  route: '/inference/:model' | '/inference/:model/:variant';
  path: string;
  parameters: { model: string } | { model: string; variant: string };
}

const INFERENCE = /^https?:\/\/[^/?#]+(\/inference\/([\w.-]+)(?:\/([\w.-]+))?)(?:\?|$)/;

/**
 * What the router makes of the URL of an inference, without the router: nine requests in ten are of this form. Undefined
 * for any other URL, and for names that are escaped, which are left to the router.
 */
export function directRoute(url: string): DirectRoute | undefined {
  const match = INFERENCE.exec(url);
  if (match === null) return undefined;
  const [, path, model, variant] = match as unknown as [string, string, string, string | undefined];
  if (variant === undefined) return { route: '/inference/:model', path, parameters: { model } };
  return { route: '/inference/:model/:variant', path, parameters: { model, variant } };
}
