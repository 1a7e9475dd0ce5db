import { basename } from 'node:path';
import { Failure } from '../../cli/failure.ts';
import type { SourceKind } from '../imported.ts';
import { firstBytes } from '../source-file.ts';

/** The start of a pickle of protocol 2 and later (Python, pickletools: PROTO). */
const PROTOCOL = 0x80;

/** A pickle, which can run any code when it is opened. It is only ever refused. */
export const pickle: SourceKind = {
  name: 'pickle',
  recognises: (path) => /\.(pkl|pickle|joblib)(\.\w+)?$/i.test(path) || isPickle(firstBytes(path, 2)),
  read(path) {
    const file = basename(path);
    const saved = `${file.replace(/\.\w+$/, '')}.skops`;
    throw new Failure(
      `${file} is a pickle, which may run code when it is opened, so it is never opened here. If you trust it, convert it in Python:\n` +
        `import joblib, skops.io\nskops.io.dump(joblib.load(${JSON.stringify(file)}), ${JSON.stringify(saved)})`,
    );
  },
};

function isPickle(bytes: Buffer): boolean {
  return bytes[0] === PROTOCOL && bytes[1]! >= 2 && bytes[1]! <= 5;
}
