import { and, desc, eq, getTableColumns } from 'drizzle-orm';
import type { PresetKind, PresetSlot } from '../../shared/preset-kinds.js';
import { members } from '../accounts/accounts.table.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Applications } from '../applications/applications.service.js';
import type { Application } from '../applications/read-applications.js';
import { HIDDEN_ID, webhookUrls } from '../applications/webhook-urls.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db, DbOrTx } from '../db/connect.js';
import { fail, notFound } from '../errors.js';
import { gather } from '../gather.js';
import type { Realtime } from '../realtime/topics.js';
import type { CallFacts } from './call-facts.js';
import { checkSlot } from './check-slot.js';
import { checkedText } from './check-template.js';
import { GUIDE_PRESETS, type PresetText } from './guide-presets.js';
import { loadRoutes } from './load-routes.js';
import { type MenuChoice, type PresetVersionRow, presets, presetVersions } from './presets.table.js';
import { type PresetView, presetView, readSavedPresets, type SavedPresets } from './read-presets.js';
import { type Answer, answerCall, answerKeys, type Routing } from './routing.js';

export interface SavePreset {
  ncco: unknown;
  /** Null keeps the current menu. */
  menu: MenuChoice[] | null;
  /** The version that was edited; if there is a newer one, nothing is saved. */
  basedOn: number;
  makeLive: boolean;
}

export interface PreviewRequest {
  facts: CallFacts;
  /** A key press in the menu instead of a call; empty is a timeout. */
  digits: string | null;
  attempt: number;
  /** Preset to use instead of the live one. */
  kind: PresetKind | null;
  /** Text to use instead of the live text of `kind`. */
  draft: { ncco: unknown; menu: MenuChoice[] } | null;
}

const MOST_VERSIONS_SHOWN = 100;

interface PresetsDeps {
  db: Db;
  applications: Applications;
  audit: Audit;
  clock: Clock;
  realtime: Realtime;
  routing: Routing;
  config: Pick<Config, 'publicUrl'>;
}

/** The presets' texts, their versions, and which of them are live. */
export function createPresets({ db, applications, audit, clock, realtime, routing, config }: PresetsDeps) {
  /** Notifies every server; our own next answer already uses the change. */
  async function changed(applicationId: string): Promise<void> {
    await realtime.publish('routing', { applicationId });
    await routing.reload(applicationId);
  }

  async function makeLive(tx: DbOrTx, applicationId: string, kind: PresetKind, liveVersion: number): Promise<void> {
    await tx
      .insert(presets)
      .values({ applicationId, kind, liveVersion })
      .onConflictDoUpdate({ target: [presets.applicationId, presets.kind], set: { liveVersion } });
  }

  /** @throws NOT_FOUND */
  async function readVersion(applicationId: string, kind: PresetKind, version: number): Promise<PresetText> {
    if (version === 0) return GUIDE_PRESETS[kind];
    const [row] = await db
      .select({ ncco: presetVersions.ncco, menu: presetVersions.menu })
      .from(presetVersions)
      .where(and(ofPreset(presetVersions, applicationId, kind), eq(presetVersions.version, version)));
    if (!row) throw notFound('version', String(version));
    return row;
  }

  async function view(application: Application, kind: PresetKind): Promise<PresetView> {
    const [saved] = await readSavedPresets(db, [application.id]);
    return presetView(application, kind, saved!);
  }

  /** Writes the next version. @throws CONFLICT if someone else has saved since `basedOn` */
  async function write(
    actor: Actor,
    application: Application,
    kind: PresetKind,
    text: PresetText,
    { basedOn, live }: { basedOn: number; live: boolean },
  ): Promise<PresetView> {
    const newer = (version: number) =>
      fail('CONFLICT', 'Someone else saved this preset in the meantime. Look at the latest version first.', {
        field: 'input.basedOn',
        rule: 'newerVersion',
        params: { version },
      });
    const version = basedOn + 1;
    await db.transaction(async (tx) => {
      const newest = (await newestVersion(tx, application.id, kind))?.version ?? 0;
      if (newest !== basedOn) throw newer(newest);
      const row = { applicationId: application.id, kind, version, ...text };
      const saved = await tx
        .insert(presetVersions)
        .values({ ...row, savedAt: clock.now(), savedBy: actor.memberId })
        .onConflictDoNothing()
        .returning({ version: presetVersions.version });
      if (saved.length === 0) throw newer(version);
      if (live) await makeLive(tx, application.id, kind, version);
      const seen = { before: { version: basedOn }, after: { version, live } };
      await audit.record(actor, { action: 'preset.saved', target: target(application, kind), ...seen }, tx);
    });
    if (live) await changed(application.id);
    return view(application, kind);
  }

  return {
    /** @throws NOT_FOUND, FORBIDDEN */
    async find(actor: Actor, applicationId: string, kind: PresetKind): Promise<PresetView> {
      requireRole(actor, 'admin', 'supervisor');
      return view(await applications.find(actor, applicationId), kind);
    },

    /** Saved presets of an application that was checked. */
    savedOf: gather<string, SavedPresets>((applicationIds) => readSavedPresets(db, applicationIds)),

    /** The 100 latest versions, newest first; the guide's text, version 0, is not among them. */
    async versions(
      actor: Actor,
      applicationId: string,
      kind: PresetKind,
    ): Promise<(PresetVersionRow & { savedByName: string | null })[]> {
      requireRole(actor, 'admin', 'supervisor');
      await applications.find(actor, applicationId);
      return db
        .select({ ...getTableColumns(presetVersions), savedByName: members.displayName })
        .from(presetVersions)
        .leftJoin(members, eq(members.id, presetVersions.savedBy))
        .where(ofPreset(presetVersions, applicationId, kind))
        .orderBy(desc(presetVersions.version))
        .limit(MOST_VERSIONS_SHOWN);
    },

    /**
     * Saves a new version; it goes live unless `makeLive` is false.
     * @throws INVALID_NCCO with the findings, BAD_INPUT, CONFLICT, NOT_FOUND, FORBIDDEN
     */
    async save(actor: Actor, applicationId: string, kind: PresetKind, input: SavePreset): Promise<PresetView> {
      requireRole(actor, 'admin');
      const application = await applications.find(actor, applicationId);
      const { ncco } = input;
      const menu = input.menu ?? (await newestVersion(db, applicationId, kind))?.menu ?? GUIDE_PRESETS[kind].menu;
      const text = checkedText({ ncco, menu });
      return write(actor, application, kind, text, { basedOn: input.basedOn, live: input.makeLive });
    },

    /** A version's text; 0 is the guide's. @throws NOT_FOUND, FORBIDDEN */
    async text(actor: Actor, applicationId: string, kind: PresetKind, version: number): Promise<PresetText> {
      requireRole(actor, 'admin', 'supervisor');
      await applications.find(actor, applicationId);
      return readVersion(applicationId, kind, version);
    },

    /** Makes a version live; 0 is the guide's text. @throws NOT_FOUND, FORBIDDEN */
    async publish(actor: Actor, applicationId: string, kind: PresetKind, version: number): Promise<PresetView> {
      requireRole(actor, 'admin');
      const application = await applications.find(actor, applicationId);
      await readVersion(applicationId, kind, version);
      const before = (await view(application, kind)).liveVersion;
      await db.transaction(async (tx) => {
        await makeLive(tx, applicationId, kind, version);
        const seen = { before: { version: before }, after: { version } };
        await audit.record(actor, { action: 'preset.madeLive', target: target(application, kind), ...seen }, tx);
      });
      await changed(applicationId);
      return view(application, kind);
    },

    /** Restores the guide's text as a new live version. @throws CONFLICT, NOT_FOUND, FORBIDDEN */
    async reset(actor: Actor, applicationId: string, kind: PresetKind): Promise<PresetView> {
      requireRole(actor, 'admin');
      const application = await applications.find(actor, applicationId);
      const newest = await newestVersion(db, applicationId, kind);
      if (!newest) return view(application, kind);
      return write(actor, application, kind, GUIDE_PRESETS[kind], { basedOn: newest.version, live: true });
    },

    /**
     * Selects what answers calls of a slot.
     * @throws BAD_INPUT for a preset that is not allowed there, NOT_FOUND, FORBIDDEN
     */
    async setLive(actor: Actor, applicationId: string, slot: PresetSlot, kind: PresetKind): Promise<Application> {
      requireRole(actor, 'admin');
      const live =
        slot === 'outside'
          ? { presetFromOutside: checkSlot(kind, 'outside') }
          : { presetFromAgent: checkSlot(kind, 'agent') };
      const application = await applications.setLivePresets(actor, applicationId, live);
      await routing.reload(applicationId);
      return application;
    },

    /** What would be returned for a call or a key press, read from the database. @throws NOT_FOUND, FORBIDDEN */
    async preview(actor: Actor, applicationId: string, request: PreviewRequest): Promise<Answer> {
      requireRole(actor, 'admin', 'supervisor');
      await applications.find(actor, applicationId);
      const route = (await loadRoutes(db, [applicationId])).get(applicationId);
      if (!route) throw notFound('application', applicationId);
      if (request.kind && request.draft) route.presets[request.kind] = { ...checkedText(request.draft), version: 0 };
      const dtmfUrl = webhookUrls(config.publicUrl, HIDDEN_ID).dtmf;
      const answer = answerCall(route, request.facts, dtmfUrl, request.kind ?? undefined);
      if (request.digits === null) return answer;
      const query = { preset: answer.kind, attempt: request.attempt };
      return answerKeys(route, { digits: request.digits, query }, request.facts, dtmfUrl);
    },
  };
}

export type Presets = ReturnType<typeof createPresets>;

/** `<application>/<kind>`, with the name of its application. */
const target = ({ id, name }: Application, kind: PresetKind) => ({ kind: 'preset', id: `${id}/${kind}`, name });

async function newestVersion(
  db: DbOrTx,
  applicationId: string,
  kind: PresetKind,
): Promise<PresetVersionRow | undefined> {
  const [row] = await db
    .select()
    .from(presetVersions)
    .where(ofPreset(presetVersions, applicationId, kind))
    .orderBy(desc(presetVersions.version))
    .limit(1);
  return row;
}

function ofPreset(table: typeof presets | typeof presetVersions, applicationId: string, kind: PresetKind) {
  return and(eq(table.applicationId, applicationId), eq(table.kind, kind));
}
