import { AGENT } from '../belongings.js';
import { agentAnswers, callIn, callOut, endPair, type Pair } from '../calls.js';
import type { Doctor, Step } from '../doctor.js';
import type { Report } from '../report.js';

/** Milliseconds after which the cloud has ended the leg that was left, if it does. */
const LEFT_MS = 3_000;
const ORDERS = ['customerFirst', 'agentFirst'] as const;
const DIRECTIONS = ['inbound', 'outbound'] as const;
type Order = (typeof ORDERS)[number];

/**
 * A connected pair goes into a room, one after the other, in both orders, inbound and outbound: whether the leg that was
 * left survives, whether both are in the same room, and whether they hear each other (Vonage: real-cloud rows 2 and 4).
 */
export const room: Step = {
  number: 6,
  name: 'room',
  needs: ['number', 'phone', 'agent'],
  async run(doctor, report) {
    for (const direction of DIRECTIONS) {
      for (const order of ORDERS) {
        const pair = direction === 'inbound' ? await callIn(doctor, report) : await callOut(doctor, report);
        await intoRoom(doctor, report, pair, `${direction} ${order}`, order);
      }
    }
  },
};

async function intoRoom(doctor: Doctor, report: Report, pair: Pair, how: string, order: Order): Promise<void> {
  const { vonage, ears } = doctor;
  const { customer } = pair;
  const name = `doctor-${customer}`;
  const ncco = [{ action: 'conversation', name }];
  const [first, second] = order === 'customerFirst' ? [customer, pair.agent] : [pair.agent, customer];
  const moved = await vonage.transfer(first, ncco);
  if (moved.status >= 300) report.stop('room.refused', { how, status: moved.status });
  await doctor.wait(LEFT_MS);
  const left = await vonage.look(second);
  const lives = left.status === 200 && left.body.status === 'answered';
  if (order === 'customerFirst') report.manner('moved_pair', lives ? 'stays' : 'ends');

  if (lives) await vonage.transfer(second, ncco);
  const others = lives ? second : await ringAgain(doctor, report, order, ncco);
  if (others === null) {
    // This is why the server moves the customer first.
    report.note('room.customerLost', { how });
    return endPair(doctor, first);
  }
  const agent = order === 'agentFirst' ? pair.agent : others;
  const same = await inOneRoom(doctor, pair, customer, agent, lives);
  if (same !== null) report.check(same, 'room.sameRoom', 'room.twoRooms', { how });
  const heard = await ears.bothWays(customer, agent);
  if (heard === null) report.skip('room.soundUnknown', { how });
  else report.check(heard, 'room.sound', 'room.noSound', { how });
  await endPair(doctor, customer, agent);
}

/** An agent whose leg has ended is rung again into the room; a customer's is lost. */
async function ringAgain(doctor: Doctor, report: Report, order: Order, ncco: unknown[]): Promise<string | null> {
  if (order === 'agentFirst') return null;
  const since = await doctor.webhooks.mark();
  const from = { type: 'phone', number: doctor.number };
  const placed = await doctor.vonage.place({ to: [{ type: 'app', user: AGENT }], from, ncco });
  if (placed.status >= 300) return report.stop('room.notRungAgain', { status: placed.status });
  return agentAnswers(doctor, report, doctor.agent!, since);
}

/**
 * Whether both were moved into the same conversation; null where one was rung into it and so never moved. Each first
 * goes through one of its own, and the events may come in any order.
 */
async function inOneRoom(
  { webhooks, patience, wait }: Doctor,
  { since }: Pair,
  customer: string,
  agent: string,
  bothMoved: boolean,
): Promise<boolean | null> {
  if (!bothMoved) return null;
  for (const end = Date.now() + patience; Date.now() < end; await wait(500)) {
    const moves = (await webhooks.recent()).filter(({ id, kind }) => kind === 'transfer' && !since.seen.has(id));
    const roomsOf = (leg: string) =>
      moves.filter(({ legUuid }) => legUuid === leg).map(({ body }) => body.conversation_uuid_to);
    const rooms = roomsOf(agent);
    if (roomsOf(customer).some((one) => rooms.includes(one))) return true;
  }
  return false;
}
