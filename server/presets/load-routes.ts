import { and, asc, eq, inArray } from 'drizzle-orm';
import { PRESET_KINDS, type PresetKind } from '../../shared/preset-kinds.js';
import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import { numbers } from '../numbers/numbers.table.js';
import { GUIDE_PRESETS, type PresetText } from './guide-presets.js';
import { presets, presetVersions } from './presets.table.js';

/** Everything that decides what an application answers. */
export interface Route {
  /** Id in the application's webhook URLs; encrypted, null if they have none. */
  webhookId: string | null;
  fromOutside: PresetKind;
  fromAgent: PresetKind;
  /** The live version of each preset. */
  presets: Record<PresetKind, PresetText & { version: number }>;
  /** Its numbers: E.164 digits. */
  numbers: Set<string>;
  /** Number (E.164 digits) → the preset that it uses instead of the application's. */
  overrides: Map<string, PresetKind>;
  /** The number from which agents call: the selected one, otherwise the first assigned. */
  outgoingNumber: string | null;
}

/** Reads what these applications answer (null = all of them); missing ones are not in the result. */
export async function loadRoutes(db: Db, ids: string[] | null): Promise<Map<string, Route>> {
  const [applicationRows, versionRows, numberRows] = await Promise.all([
    db
      .select({
        id: applications.id,
        webhookId: applications.webhookId,
        fromOutside: applications.presetFromOutside,
        fromAgent: applications.presetFromAgent,
        outgoingNumber: applications.defaultOutgoingNumber,
      })
      .from(applications)
      .where(ids ? inArray(applications.id, ids) : undefined),
    db
      .select({
        applicationId: presetVersions.applicationId,
        kind: presetVersions.kind,
        version: presetVersions.version,
        ncco: presetVersions.ncco,
        menu: presetVersions.menu,
      })
      .from(presets)
      .innerJoin(
        presetVersions,
        and(
          eq(presetVersions.applicationId, presets.applicationId),
          eq(presetVersions.kind, presets.kind),
          eq(presetVersions.version, presets.liveVersion),
        ),
      )
      .where(ids ? inArray(presets.applicationId, ids) : undefined),
    db
      .select({ msisdn: numbers.msisdn, preset: numbers.preset, applicationId: numbers.applicationId })
      .from(numbers)
      .where(ids ? inArray(numbers.applicationId, ids) : undefined)
      .orderBy(asc(numbers.assignedAt), asc(numbers.msisdn)),
  ]);

  const routes = new Map<string, Route>();
  for (const { id, webhookId, fromOutside, fromAgent, outgoingNumber } of applicationRows) {
    routes.set(id, {
      webhookId,
      fromOutside,
      fromAgent,
      outgoingNumber,
      presets: guideTexts(),
      numbers: new Set(),
      overrides: new Map(),
    });
  }
  for (const { applicationId, kind, version, ncco, menu } of versionRows) {
    const route = routes.get(applicationId);
    if (route) route.presets[kind] = { version, ncco, menu };
  }
  for (const { applicationId, msisdn, preset } of numberRows) {
    const route = applicationId === null ? undefined : routes.get(applicationId);
    if (!route) continue;
    route.numbers.add(msisdn);
    route.outgoingNumber ??= msisdn;
    if (preset) route.overrides.set(msisdn, preset);
  }
  return routes;
}

function guideTexts(): Route['presets'] {
  const texts = PRESET_KINDS.map((kind) => [kind, { ...GUIDE_PRESETS[kind], version: 0 }]);
  return Object.fromEntries(texts) as Route['presets'];
}
