/** Credentials for requests of an account: Applications, Numbers, balance. */
export interface AccountAccess {
  kind: 'simulator' | 'cloud';
  apiKey: string;
  apiSecret: string;
}

/** Credentials for requests of an application: Users, Voice, recordings. */
export interface ApplicationAccess extends AccountAccess {
  vonageId: string;
  /** PEM. */
  privateKey: string;
  /** Region of its calls; null = chosen by Vonage. */
  region: string | null;
  /** The address of the region in which the call at hand lives, as its answer webhook named it. */
  regionUrl?: string | null;
}

/** Runs one request within the account's budget; throws only our own errors. */
export type Send = <T>(request: () => Promise<T>, budget?: 'calls' | 'requests') => Promise<T>;
