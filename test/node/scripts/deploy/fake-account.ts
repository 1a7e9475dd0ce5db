import type { Account, Deployment, Share, Version } from '../../../../scripts/deploy/account.ts';
import type { KeyRecord } from '../../../../src/api-key.ts';
import type { KeyBulletin } from '../../../../src/key-bulletin.ts';

/** An account in memory, with what happened in it. */
export interface FakeAccount extends Account {
  /** Splits so far, the newest first, as `new 10, old 90`. */
  splits(): string[];
  held: Map<string, KeyRecord>;
}

/**
 * An account without wrangler. Versions are named v1, v2 …
 * @param before called with the name of every method and its arguments; what it throws, the method throws
 */
export function fakeAccount(before: (call: string) => void = () => {}): FakeAccount {
  const deployments: Deployment[] = [];
  const versions: Version[] = [];
  const held = new Map<string, KeyRecord>();
  let bulletin: KeyBulletin | undefined;

  function add(tag: string, message: string): string {
    const id = `v${versions.length + 1}`;
    versions.unshift({ id, tag, message, createdOn: time() });
    return id;
  }
  function deploy(shares: readonly Share[], message: string): void {
    deployments.unshift({ createdOn: time(), author: 'ana@example.org', message, shares });
  }
  const time = () => new Date(deployments.length + versions.length).toISOString();

  return {
    held,
    splits: () => deployments.map(({ shares }) => shares.map(textOf).join(', ')),
    async keys() {
      return {
        list: async () => ({ keys: [...held].map(([hash, record]) => ({ hash, record })), errors: [], bulletin }),
        get: async (hash) => held.get(hash),
        put: async (hash, record) => void held.set(hash, record),
        getBulletin: async () => bulletin,
        async putBulletin(posted) {
          bulletin = posted;
        },
      };
    },
    url: async () => 'http://worker.test',
    async deployments() {
      before('deployments');
      return [...deployments];
    },
    versions: async () => [...versions],
    async create(tag, message) {
      before('create');
      const id = add(tag, message);
      deploy([{ version: id, percentage: 100 }], message);
      return id;
    },
    async upload(tag, message) {
      before('upload');
      return add(tag, message);
    },
    async shift(shares, message) {
      before(`shift ${shares.map(textOf).join(', ')}`);
      deploy(shares, message);
    },
    applyTriggers: async () => before('applyTriggers'),
    answered: async () => undefined,
  };
}

function textOf({ version, percentage }: Share): string {
  return `${version} ${percentage}`;
}
