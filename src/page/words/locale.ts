/**
 * The tags of a browser's languages that `Intl` knows, in their order. Browsers may pass on what the system calls a
 * language, such as `en-US@posix`, for which `Intl` throws.
 */
export function knownTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => {
    try {
      return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
    } catch {
      return false;
    }
  });
}

/** The language of a tag without its script and region: `es` for `es-CL`. */
export function languageOf(tag: string): string {
  return tag.split('-')[0]!.toLowerCase();
}
