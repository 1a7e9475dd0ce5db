import type { KeyStore } from '../keys/store.ts';

/** How many of a hundred requests a version answers. */
export interface Share {
  version: string;
  percentage: number;
}

/** A split of the requests between one or two versions, and who made it. */
export interface Deployment {
  createdOn: string;
  author: string;
  message: string;
  shares: readonly Share[];
}

/** A version that was uploaded: `tag` is its commit, `message` what it serves. */
export interface Version {
  id: string;
  createdOn: string;
  tag: string;
  message: string;
}

/** Requests that a version answered, and those among them with a status of 500 or more. */
export interface Answered {
  requests: number;
  errors: number;
}

/** What a deployment asks of the Cloudflare account, for one Worker. Each may throw a Failure. */
export interface Account {
  /** The keys of the Worker; makes their namespace where it is missing. */
  keys(): Promise<KeyStore>;
  /** Where the Worker answers, without a slash at the end. */
  url(): Promise<string>;
  /** Deployments, the newest first; empty if there is no such Worker. */
  deployments(): Promise<Deployment[]>;
  /** Versions, the newest first. */
  versions(): Promise<Version[]>;
  /** Makes the Worker, which serves at once, and returns the id of its version. */
  create(tag: string, message: string): Promise<string>;
  /** Uploads a version, which serves nothing yet, and returns its id. */
  upload(tag: string, message: string): Promise<string>;
  /** Splits the requests; the percentages add up to 100. */
  shift(shares: readonly Share[], message: string): Promise<void>;
  /** Applies addresses and other settings that no version holds. */
  applyTriggers(): Promise<void>;
  /** What each version answered since a time, from the logs; undefined if the token may not read them. */
  answered(since: Date): Promise<Map<string, Answered> | undefined>;
}
