import { describe, expect, it } from 'vitest';
import { classifyEvent, digitsOf, timestampOf } from '../../server/calls/events/classify-event.js';
import { createGroups, placeLeg } from '../../server/calls/fold/call-groups.js';
import { factOf } from '../../server/calls/fold/facts.js';
import { foldLeg, type LegState, NO_LEG } from '../../server/calls/fold/leg-state.js';

const NOON = Date.parse('2026-11-22T12:00:00.000Z');
const HOUR = 3_600_000;
const at = (ms: number) => new Date(NOON + ms).toISOString();

interface Line {
  leg: string;
  ms: number;
  in?: string;
  status?: string;
  direction?: 'inbound' | 'outbound';
  /** Moved from `in` to here. */
  to?: string;
}

/** Which legs are one call, by its key, after these lines in this order. @param placedFor by leg, for whose sake it was placed */
function grouped(lines: Line[], placedFor: Record<string, string> = {}): Record<string, string[]> {
  const states = new Map<string, LegState>();
  for (const { leg, ms, in: room, status, direction, to } of lines) {
    const body = to
      ? { type: 'transfer', uuid: leg, conversation_uuid_from: room, conversation_uuid_to: to, timestamp: at(ms) }
      : { uuid: leg, conversation_uuid: room, status, direction, timestamp: at(ms) };
    const fact = factOf({ door: 'event', kind: classifyEvent(body), receivedAt: new Date(NOON), body });
    states.set(leg, foldLeg(states.get(leg) ?? NO_LEG, fact!));
  }
  const placed = [...states].map(([uuid, state]) => placeLeg(uuid, state, placedFor[uuid]));
  const groups = createGroups(placed);
  const calls: Record<string, string[]> = {};
  for (const { leg } of placed) calls[groups.callOf(leg)] = [...(calls[groups.callOf(leg)] ?? []), leg.uuid].sort();
  return calls;
}

const dials = (leg: string, room: string, ms: number): Line => ({
  leg,
  in: room,
  ms,
  status: 'started',
  direction: 'inbound',
});
const isRung = (leg: string, room: string, ms: number): Line => ({
  leg,
  in: room,
  ms,
  status: 'started',
  direction: 'outbound',
});

describe('which legs are one call', () => {
  it('groups a caller with the agents who are rung for the call', () => {
    expect(grouped([isRung('jane', 'A', 2), dials('caller', 'A', 1)])).toEqual({ A: ['caller', 'jane'] });
  });

  it('groups a leg that we placed for a caller, wherever it begins, and legs created for that leg', () => {
    const lines = [
      dials('caller', 'A', 1),
      isRung('jane', 'A', 2),
      isRung('joe', 'C', 5),
      { leg: 'joe', in: 'C', to: 'D', ms: 6 },
      { leg: 'jane', in: 'A', to: 'D', ms: 7 },
      isRung('ann', 'C', 8),
    ];
    const placedFor = { joe: 'caller' };
    expect(grouped(lines, placedFor)).toEqual({ A: ['ann', 'caller', 'jane', 'joe'] });
    expect(grouped(lines.toReversed(), placedFor)).toEqual({ A: ['ann', 'caller', 'jane', 'joe'] });
  });

  it('treats a placed leg as its own call if the caller’s leg is unknown', () => {
    expect(grouped([isRung('joe', 'C', 5)], { joe: 'caller' })).toEqual({ C: ['joe'] });
  });

  it('groups legs created for a caller who was moved to a new conversation', () => {
    const lines = [dials('caller', 'A', 1), { leg: 'caller', in: 'A', to: 'B', ms: 5 }, isRung('expert', 'B', 6)];
    expect(grouped(lines)).toEqual({ A: ['caller', 'expert'] });
    expect(grouped(lines.reverse())).toEqual({ A: ['caller', 'expert'] });
  });

  it('groups legs after several moves', () => {
    const lines = [
      dials('caller', 'A', 1),
      { leg: 'caller', in: 'A', to: 'B', ms: 5 },
      isRung('joe', 'B', 6),
      { leg: 'joe', in: 'B', to: 'C', ms: 7 },
      isRung('expert', 'C', 8),
    ];
    expect(grouped(lines)).toEqual({ A: ['caller', 'expert', 'joe'] });
  });

  it('uses the conversation that a leg was in at the instant of its move', () => {
    const lines = [
      { leg: 'caller', in: 'Z', to: 'B', ms: 1 },
      dials('caller', 'Z', 1),
      { ...dials('caller', 'B', 1), status: 'answered' },
    ];
    expect(grouped(lines)).toEqual({ Z: ['caller'] });
  });

  it('keeps calls apart when callers meet in a named room', () => {
    const lines = [
      dials('first', 'A', 0),
      { leg: 'first', in: 'A', to: 'sales', ms: 10 },
      dials('second', 'B', 20),
      { leg: 'second', in: 'B', to: 'sales', ms: 30 },
    ];
    expect(grouped(lines)).toEqual({ A: ['first'], B: ['second'] });
  });

  it('keeps calls apart when only the ends of their legs in the same room are known', () => {
    const lines = [dials('first', 'sales', 10), dials('second', 'sales', 20), isRung('jane', 'sales', 30)];
    expect(grouped(lines)).toEqual({ sales: ['first'], 'sales second': ['jane', 'second'] });
    expect(grouped(lines.reverse())).toEqual({ sales: ['first'], 'sales second': ['jane', 'second'] });
  });

  it('groups a leg created in a room with the caller who was there then, not with one of another day', () => {
    const room = (caller: string, home: string, ms: number): Line[] => [
      dials(caller, home, ms),
      { leg: caller, in: home, to: 'sales', ms: ms + 10 },
    ];
    const lines = [...room('today', 'A', 0), ...room('later', 'B', HOUR), isRung('jane', 'sales', 20)];
    expect(grouped(lines)).toEqual({ A: ['jane', 'today'], B: ['later'] });
    const yesterday = [...room('yesterday', 'A', -30 * HOUR), isRung('jane', 'sales', 20)];
    expect(grouped(yesterday)).toEqual({ A: ['yesterday'], sales: ['jane'] });
  });

  it('prefers the caller to an agent who joined the room', () => {
    const lines = [
      dials('caller', 'A', 0),
      { leg: 'caller', in: 'A', to: 'room', ms: 10 },
      isRung('agent', 'B', 15),
      { leg: 'agent', in: 'B', to: 'room', ms: 20 },
      isRung('expert', 'room', 30),
    ];
    expect(grouped(lines)).toEqual({ A: ['caller', 'expert'], B: ['agent'] });
  });

  it('ends when legs refer to each other', () => {
    const lines = [
      isRung('one', 'A', 1),
      { leg: 'one', in: 'A', to: 'B', ms: 1 },
      isRung('other', 'B', 1),
      { leg: 'other', in: 'B', to: 'A', ms: 1 },
    ];
    expect(Object.values(grouped(lines)).flat().sort()).toEqual(['one', 'other']);
  });

  it('believes our own clock less than that of Vonage', () => {
    const body = { uuid: 'caller', conversation_uuid: 'B' };
    const ours = factOf({ door: 'answer', kind: 'answer', receivedAt: new Date(NOON - HOUR), body })!;
    const theirs = factOf({
      door: 'event',
      kind: 'status',
      receivedAt: new Date(NOON),
      body: { uuid: 'caller', conversation_uuid: 'A', status: 'started', direction: 'outbound', timestamp: at(0) },
    })!;
    for (const facts of [
      [ours, theirs],
      [theirs, ours],
    ]) {
      const { leg } = placeLeg('caller', facts.reduce(foldLeg, NO_LEG));
      expect(leg).toMatchObject({ home: 'A', direction: 'outbound', startedAt: at(0) });
    }
  });
});

describe('what an event is', () => {
  it.each([
    ['status', { status: 'ringing', uuid: 'x' }],
    ['status', { status: 'failed', reason: 'x' }],
    ['input', { dtmf: { digits: '', timed_out: true } }],
    ['input', { dtmf: '1234', timed_out: false }],
    ['input', { speech: { results: [] } }],
    ['record', { recording_url: 'https://…', recording_uuid: 'x' }],
    ['transcription', { type: 'record', status: 'transcribed', transcription_url: 'https://…' }],
    ['transfer', { type: 'transfer', conversation_uuid_to: 'B' }],
    ['notify', { payload: { foo: 'bar' } }],
    ['payment', { type: 'payment', status: 'success' }],
    ['error', { reason: 'Syntax error in NCCO.' }],
    ['fallback', { reason: 'Connection closed.', original_request: { url: 'https://…', type: 'answer' } }],
    ['unknown', {}],
    ['unknown', { status: {} }],
  ])('is %s', (kind, body) => {
    expect(classifyEvent(body)).toBe(kind);
  });

  it('reads key presses in the new form and the old, and silence in every spelling', () => {
    expect(digitsOf({ dtmf: { digits: '12', timed_out: true } })).toBe('12');
    expect(digitsOf({ dtmf: '12', timed_out: false })).toBe('12');
    for (const dtmf of [null, '', { digits: null }, { digits: '' }, {}, [], 'x'.repeat(10_000)]) {
      expect(digitsOf({ dtmf })).toBe('');
    }
  });

  it('reads times as the webhooks and as the API write them, and nothing else', () => {
    expect(timestampOf({ timestamp: '2026-01-02T03:04:05.678Z' })).toBe('2026-01-02T03:04:05.678Z');
    expect(timestampOf({ timestamp: '2026-01-02 03:04:05' })).toBe('2026-01-02T03:04:05.000Z');
    for (const timestamp of [null, '', 'yesterday', 1_700_000_000, {}, '2026-13-45T00:00:00Z']) {
      expect(timestampOf({ timestamp })).toBe(null);
    }
  });
});
