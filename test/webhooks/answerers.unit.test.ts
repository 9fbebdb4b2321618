import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Answerer, askInOrder, type Question, type QuestionAnswer } from '../../server/webhooks/answerers.js';

const question: Question = { applicationId: 'demo', leg: 'leg-1', facts: {}, press: null };
const hears = (text: string): QuestionAnswer => ({
  ncco: [{ action: 'talk', text }],
  kind: 'inbound',
  version: 1,
  reason: 'application-from-outside',
});
const answerer = (name: string, answer: Answerer['answer'], deadline = 1000): Answerer => ({ name, deadline, answer });

async function ask(...answerers: Answerer[]) {
  const failed: string[] = [];
  const log = { error: (facts: unknown) => failed.push((facts as { answerer: string }).answerer) };
  const answer = await askInOrder(answerers, question, log as never);
  return { answer, failed };
}

it('takes the first answer, and asks no further answerer', async () => {
  let asked = 0;
  const last = answerer('last', () => {
    asked += 1;
    return hears('last');
  });
  const found = await ask(
    answerer('not mine', () => null),
    answerer('not mine, after a look', async () => null),
    answerer('mine', async () => hears('mine')),
    last,
  );
  expect(found).toEqual({ answer: hears('mine'), failed: [] });
  expect(asked).toBe(0);
});

it('logs an answerer that throws, rejects or is too slow, and asks the next', async () => {
  const stop = new AbortController();
  const found = await ask(
    answerer('throws', () => {
      throw new Error('broken');
    }),
    answerer('rejects', () => Promise.reject(new Error('broken'))),
    answerer('hangs', () => sleep(60_000, hears('too late'), { signal: stop.signal }).catch(() => null), 20),
    answerer('works', () => hears('works')),
  );
  stop.abort();
  expect(found).toEqual({ answer: hears('works'), failed: ['throws', 'rejects', 'hangs'] });
});

it('returns null when no answerer answers', async () => {
  expect(await ask(answerer('not mine', () => null))).toEqual({ answer: null, failed: [] });
});
