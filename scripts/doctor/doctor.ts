import type { OwnApplication } from './belongings.js';
import type { CleanUp } from './clean-up.js';
import type { AgentBrowser, AgentTab } from './phones/agent-browser.js';
import type { AgentPhone, Ears, OutsidePhone } from './phones/phones.js';
import type { Report } from './report.js';
import type { Requests } from './requests.js';
import type { StepName } from './step-names.js';
import type { Webhooks } from './webhooks.js';

/** The account as the server sees it. */
export interface DoctorAccount {
  kind: 'SIMULATOR' | 'CLOUD';
  publicUrl: string;
  simulatorUrl: string | null;
}

/** What the owner of the account is asked and told while the steps run. */
export interface Person {
  /** Whether someone is there who can use a phone. */
  readonly isThere: boolean;
  /** Says what to do now, such as which number to call. */
  tell(key: PromptKey, params?: Record<string, string | number>): void;
  /** @returns null if no one is there */
  confirm(key: PromptKey, params?: Record<string, string | number>): Promise<boolean | null>;
}

export type PromptKey =
  | 'rent'
  | 'callsCost'
  | 'dial'
  | 'dialWithheld'
  | 'press'
  | 'answer'
  | 'hearMusic'
  | 'speak'
  | 'hearAgent'
  | 'waiting';

/** What a step works with. What could not be had is null, and the steps that need it are skipped. */
export interface Doctor {
  account: DoctorAccount;
  person: Person;
  cleanUp: CleanUp;
  /** Ends when the run is interrupted. */
  signal: AbortSignal;
  /** GraphQL as the owner. @throws Error with the server's sentence */
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  application: OwnApplication;
  vonage: Requests;
  webhooks: Webhooks;
  /** The doctor's number, E.164 without `+`. */
  number: string | null;
  phone: OutsidePhone | null;
  agent: AgentPhone | null;
  ears: Ears;
  browser: AgentBrowser | null;
  /** The agent's tab, and the session it signed in with; null where the agent is a simulated handset. */
  tab: AgentTab | null;
  tabSession: string | null;
  /** A session that is left alone until the end of the run. */
  old: { session: string; since: number } | null;
  /** On the simulator: sessions that are left from now on live a moment only. */
  shortenSessions: (() => Promise<void>) | null;
  /** A fresh token of the agent. @param seconds of its life */
  token(seconds?: number): Promise<string>;
  /** Waits: so long on the cloud, much shorter on the simulator. */
  wait(ms: number): Promise<void>;
  /** Waits until so many minutes have passed. @param since milliseconds since 1970 */
  waitMinutes(minutes: number, since: number): Promise<void>;
  /** How long something may take that comes by itself, in milliseconds. */
  patience: number;
  /** The same where a person has to dial or answer first. */
  personPatience: number;
}

/** A part of the guided run. Its number is that of the step it belongs to. */
export interface Step {
  number: number;
  name: StepName;
  /** What must be there. */
  needs: readonly ('number' | 'phone' | 'agent' | 'browser')[];
  run(doctor: Doctor, report: Report): Promise<void>;
}
