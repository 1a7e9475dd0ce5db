import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The extension of this product's modules: `.ts` in its repository, `.js` in its package. */
const EXTENSION = extname(import.meta.url);

/**
 * A file or folder that is part of this product, wherever it is installed. Models, routes and builds are the project's
 * instead, in the working directory.
 */
export function productFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** A module of this product, by its path without an extension. */
export function productModule(path: string): string {
  return productFile(`${path}${EXTENSION}`);
}
