import type { FastifyBaseLogger } from 'fastify';
import type { PresetKind } from '../../shared/preset-kinds.js';
import { webhookIdOf, webhookUrls } from '../applications/webhook-urls.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connect.js';
import { createReload } from '../realtime/reload.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import type { Ncco } from '../vonage/ncco.js';
import { type CallFacts, calledNumber } from './call-facts.js';
import { compileChoice, compilePreset, type LivePreset, readMenuQuery } from './compile-preset.js';
import { loadRoutes, type Route } from './load-routes.js';
import type { MenuChoice } from './presets.table.js';

/** What is answered to a call, and why it is this. */
export interface Answer {
  ncco: Ncco;
  kind: PresetKind;
  version: number;
  reason: AnswerReason;
}
export type AnswerReason =
  | 'number-override'
  | 'application-from-outside'
  | 'application-from-agent'
  | 'asked-for'
  | 'dialling-refused'
  | 'menu-choice'
  | 'menu-again'
  | 'menu-goodbye';

export interface KeyPress {
  /** Null or empty for silence. */
  digits: string | null;
  /** The query of the address to which it was sent. */
  query: Record<string, unknown>;
}

/**
 * What would be answered to a call, by the application's live presets: the agent's slot for a call that an agent places,
 * else the preset of the number that was called, or of the application.
 * @param asked answers with this preset in place of the live one
 */
export function answerCall(route: Route, facts: CallFacts, dtmfUrl: string, asked?: PresetKind): Answer {
  const { kind, reason } = choosePreset(route, facts, asked);
  const preset = route.presets[kind];
  const ncco = compilePreset(withMenu(route, kind), { facts, outgoingNumber: route.outgoingNumber, dtmfUrl });
  return { ncco, kind, version: preset.version, reason };
}

/** What would be answered to a key press at a menu. */
export function answerKeys(route: Route, { digits, query }: KeyPress, facts: CallFacts, dtmfUrl: string): Answer {
  const { kind, attempt } = readMenuQuery(query);
  const fillings = { facts, outgoingNumber: route.outgoingNumber, dtmfUrl };
  const { ncco, outcome } = compileChoice(withMenu(route, kind), digits, attempt, fillings);
  return { ncco, kind, version: route.presets[kind].version, reason: `menu-${outcome}` };
}

function choosePreset(
  route: Route,
  facts: CallFacts,
  asked: PresetKind | undefined,
): { kind: PresetKind; reason: AnswerReason } {
  if (asked) return { kind: asked, reason: 'asked-for' };
  if (facts.agent) return { kind: route.fromAgent, reason: 'application-from-agent' };
  const override = route.overrides.get(calledNumber(facts) ?? '');
  if (override) return { kind: override, reason: 'number-override' };
  return { kind: route.fromOutside, reason: 'application-from-outside' };
}

/** The preset with the menu that counts for it: its own, or else the IVR's. */
function withMenu(route: Route, kind: PresetKind): LivePreset {
  const { ncco, menu } = route.presets[kind];
  return { kind, ncco, menu: menu.length > 0 ? menu : route.presets.ivr.menu };
}

/**
 * What the answer and dtmf endpoints need, in memory: they reply without a database query, and while the database is
 * down with each application's last known presets. Follows the topic `routing`.
 */
export function createRouting(deps: {
  db: Db;
  realtime: Realtime;
  config: Pick<Config, 'publicUrl'>;
  secrets: Secrets;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}) {
  const { db, realtime, config, secrets, log, signal } = deps;
  const routes = new Map<string, Route>();
  /** What stands in each application's webhook addresses. */
  const webhookIds = new Map<string, string>();

  async function read(ids: string[] | null): Promise<void> {
    const found = await loadRoutes(db, ids);
    for (const id of ids ?? [...routes.keys()]) if (!found.has(id)) routes.delete(id);
    for (const [id, route] of found) {
      webhookIds.set(id, webhookIdOf(secrets, { id, webhookId: route.webhookId }));
      routes.set(id, route);
    }
  }
  const problem = 'What is answered to calls could not be read again; the last known is answered.';
  const { start, reloadOrRetry } = createReload({ read, problem, log, signal });

  /** What DTMF_URL stands for. */
  const dtmfUrl = (applicationId: string): string =>
    webhookUrls(config.publicUrl, webhookIds.get(applicationId) ?? applicationId).dtmf;

  return {
    /** Reads all applications and follows their changes from then on. @throws when the database cannot be read */
    start: (): Promise<void> => start(realtime, ['routing'], ({ applicationId }) => applicationId),

    /** Reads one application at once, for who has just changed it and wants the next call to be answered by it. Never throws. */
    reload: (applicationId: string): Promise<void> => reloadOrRetry(applicationId),

    dtmfUrl,

    /** Every application whose presets are known. */
    knows: (applicationId: string): boolean => routes.has(applicationId),

    /** The number that the application calls from, E.164 digits; null when it has none. */
    outgoingNumber: (applicationId: string): string | null => routes.get(applicationId)?.outgoingNumber ?? null,

    /** Whether a call to an application came to a number that it is not known to have. */
    isUnknownNumber(applicationId: string, facts: CallFacts): boolean {
      const number = facts.agent ? null : calledNumber(facts);
      return number !== null && routes.get(applicationId)?.numbers.has(number) === false;
    },

    /** What keys lead to in a preset without a menu of its own. */
    ivrMenu: (applicationId: string): MenuChoice[] => routes.get(applicationId)?.presets.ivr.menu ?? [],

    /** The NCCO for a call; null for an application that was never read. Asks no database and never throws. */
    answer(applicationId: string, facts: CallFacts): Answer | null {
      const route = routes.get(applicationId);
      return route ? answerCall(route, facts, dtmfUrl(applicationId)) : null;
    },

    /** The NCCO for a key press at the menu; null for an application that was never read. */
    dtmf(applicationId: string, press: KeyPress, facts: CallFacts = {}): Answer | null {
      const route = routes.get(applicationId);
      return route ? answerKeys(route, press, facts, dtmfUrl(applicationId)) : null;
    },
  };
}

export type Routing = ReturnType<typeof createRouting>;
