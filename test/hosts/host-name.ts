import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Which host of test/hosts is asked; absent where tests call the Worker inside workerd. */
    hostName?: string;
  }
}

/** The host under test, for the cases in which hosts differ: see README.md. */
export const HOST = inject('hostName');
