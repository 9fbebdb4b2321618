import { isDeepStrictEqual } from 'node:util';
import { desc, inArray } from 'drizzle-orm';
import type { PresetKind, PresetSlot } from '../../shared/preset-kinds.js';
import type { ApplicationRow } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import { GUIDE_PRESETS, type PresetText } from './guide-presets.js';
import { type PresetVersionRow, presets, presetVersions } from './presets.table.js';

/** A preset for editing: its latest text, and which version is live. */
export interface PresetView extends PresetText {
  applicationId: string;
  kind: PresetKind;
  /** Latest version; 0 is the guide's text. */
  version: number;
  liveVersion: number;
  /** The slots in which the application answers with this preset. */
  live: PresetSlot[];
  isGuideText: boolean;
}

/** Saved presets of an application; a preset that is missing here is the guide's text. */
export interface SavedPresets {
  newest: Map<PresetKind, PresetVersionRow>;
  liveVersions: Map<PresetKind, number>;
}

/** Reads the presets of applications, in their order. */
export async function readSavedPresets(db: Db, applicationIds: readonly string[]): Promise<SavedPresets[]> {
  const ids = [...applicationIds];
  const [newest, live] = await Promise.all([
    db
      .selectDistinctOn([presetVersions.applicationId, presetVersions.kind])
      .from(presetVersions)
      .where(inArray(presetVersions.applicationId, ids))
      .orderBy(presetVersions.applicationId, presetVersions.kind, desc(presetVersions.version)),
    db.select().from(presets).where(inArray(presets.applicationId, ids)),
  ]);
  return ids.map((id) => ({
    newest: new Map(newest.filter((row) => row.applicationId === id).map((row) => [row.kind, row])),
    liveVersions: new Map(live.filter((row) => row.applicationId === id).map((row) => [row.kind, row.liveVersion])),
  }));
}

type Live = Pick<ApplicationRow, 'id' | 'presetFromOutside' | 'presetFromAgent'>;

/** One preset of an application for editing. */
export function presetView(application: Live, kind: PresetKind, saved: SavedPresets): PresetView {
  const newest = saved.newest.get(kind);
  const { ncco, menu } = newest ?? GUIDE_PRESETS[kind];
  const live: PresetSlot[] = [];
  if (application.presetFromOutside === kind) live.push('outside');
  if (application.presetFromAgent === kind) live.push('agent');
  return {
    applicationId: application.id,
    kind,
    ncco,
    menu,
    version: newest?.version ?? 0,
    liveVersion: saved.liveVersions.get(kind) ?? 0,
    live,
    isGuideText: isDeepStrictEqual({ ncco, menu }, GUIDE_PRESETS[kind]),
  };
}
