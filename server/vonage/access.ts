/** What signs requests of an account: Applications, Numbers, balance. */
export interface AccountAccess {
  kind: 'simulator' | 'cloud';
  apiKey: string;
  apiSecret: string;
}

/** What signs requests of an application: Users, Voice, recordings. */
export interface ApplicationAccess extends AccountAccess {
  vonageId: string;
  /** PEM. */
  privateKey: string;
  /** Where its calls live; null = wherever Vonage thinks best. */
  region: string | null;
}

/** Runs one request within the account's budget; throws only our own errors. */
export type Send = <T>(request: () => Promise<T>, budget?: 'calls' | 'requests') => Promise<T>;
