/** The path of an absolute URL, without query and fragment, percent-decoded as far as it can be. */
export function readPath(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  if (start < 0) return '/';
  const end = url.slice(start).search(/[?#]/);
  const path = end < 0 ? url.slice(start) : url.slice(start, start + end);
  return path.includes('%') ? decode(path) : path;
}

/** `%25` stays, so that what was a percent sign is not decoded twice; a parameter is decoded when it is taken. */
function decode(path: string): string {
  try {
    return decodeURI(path.replaceAll('%25', '%2525'));
  } catch {
    return path;
  }
}
