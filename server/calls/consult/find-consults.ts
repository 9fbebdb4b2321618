import { and, eq } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/connect.js';
import { type LegRow, legs } from '../calls.table.js';
import { viewLeg } from '../fold/leg-state.js';
import { type ConsultView, viewConsult } from './consult-view.js';
import { type ConsultRow, consults } from './consults.table.js';

export const targetLegs = alias(legs, 'target_legs');
export const customerLegs = alias(legs, 'customer_legs');
export const agentLegs = alias(legs, 'agent_legs');

/** A consultation with what is known of its three legs. */
export interface FoundConsult {
  row: ConsultRow;
  target: LegRow | null;
  customer: LegRow | null;
  agent: LegRow | null;
}

const sameLeg = (leg: typeof targetLegs | typeof customerLegs | typeof agentLegs, uuid: PgColumn) =>
  and(eq(leg.applicationId, consults.applicationId), eq(leg.uuid, uuid));
const view = (leg: LegRow | null) => leg && viewLeg(leg.uuid, leg.state);

/** Consultations with their legs; the caller says which. */
export const findConsults = (db: Db) =>
  db
    .select({ row: consults, target: targetLegs, customer: customerLegs, agent: agentLegs })
    .from(consults)
    .leftJoin(agentLegs, sameLeg(agentLegs, consults.agentLeg))
    .leftJoin(targetLegs, sameLeg(targetLegs, consults.targetLeg))
    .leftJoin(customerLegs, sameLeg(customerLegs, consults.customerLeg));

/** How it is shown. */
export const viewFound = ({ row, target, customer, agent }: FoundConsult): ConsultView =>
  viewConsult(row, agent?.userName ?? null, view(target), view(customer));
