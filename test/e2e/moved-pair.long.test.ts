import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Desk, Telephone } from '../helpers/desk.js';
import { isHeardByAll } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLS = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, first: 1) { nodes { live legs { userName startedAt answeredAt endedAt } } }
  }
`;
interface Leg {
  userName: string | null;
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
}

/** Milliseconds that an agent may be without a line while they are called again. */
const WITHOUT_LINE_MS = 2000;
/** Milliseconds of silence, the pauses of speech among them. */
const SILENCE_MS = 3000;

// Whether Vonage ends the other leg of a connected pair when one is moved is not documented (real-cloud row 4).
describe.each(['ends', 'stays'] as const)('in a browser, when the other leg of a moved pair %s', (moved_pair) => {
  let office: Switchboard;
  let jane: Desk;
  let joe: Desk;
  let caller: Telephone;
  const figures: string[] = [];

  beforeAll(async () => {
    office = await openSwitchboard({ manners: { moved_pair } });
    [jane, joe, caller] = await Promise.all([office.desk('Jane'), office.desk('Joe'), office.telephone()]);
  }, 120_000);
  afterAll(async () => {
    process.stdout.write(`${figures.map((line) => `  moved pair ${moved_pair}: ${line}\n`).join('')}`);
    await office?.close();
  });
  afterEach(async (context) => {
    await office.browser.keepScreenshots(context);
    await caller.hangsUp();
    for (const desk of [jane, joe]) await desk.hangsUp();
    await waitFor(async () => !(await lastCall()).live);
  });

  const lastCall = async () => {
    type Answer = { calls: { nodes: { live: boolean; legs: Leg[] }[] } };
    return (await office.app.ask<Answer>(CALLS, { id: office.application.id })).calls.nodes[0]!;
  };

  /** The longest time between the end of one of Jane's legs and the answer of her next one. @returns milliseconds */
  async function janeWithoutLine(): Promise<number> {
    const legs = (await lastCall()).legs
      .filter(({ userName, answeredAt }) => userName === 'Jane' && answeredAt)
      .sort((one, other) => one.startedAt.localeCompare(other.startedAt));
    const gaps = legs
      .slice(1)
      .map(({ answeredAt }, at) => Date.parse(answeredAt!) - Date.parse(legs[at]!.endedAt ?? answeredAt!));
    return Math.max(0, ...gaps);
  }

  async function callerCalls(): Promise<void> {
    await caller.dial(office.number);
    await jane.answer();
    await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
  }
  async function janeCalls(): Promise<void> {
    await jane.dial('+447700900001');
    await caller.press('Answer');
    await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
  }

  /** The caller waits, Jane and Joe talk. */
  async function consult(): Promise<void> {
    await jane.transfer('Joe', 'Consult first');
    await joe.answer();
    await Promise.all([caller.hearsMusic(), jane.hearsSomebody(), joe.hearsSomebody()]);
    const gap = await janeWithoutLine();
    figures.push(`the agent was without a line for ${gap} ms during a consultation`);
    expect(gap).toBeLessThan(WITHOUT_LINE_MS);
  }

  describe.each([
    ['a call that the agent has answered', callerCalls],
    ['a call that the agent has placed', janeCalls],
  ])('%s', (_, begin) => {
    test('hold and resume', async () => {
      await begin();
      await jane.press('Hold');
      await Promise.all([caller.hearsMusic(), jane.hearsNothing()]);
      await jane.press('Hold');
      await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
    });

    test('a transfer', async () => {
      await begin();
      await jane.transfer('Joe', 'Transfer now');
      await joe.answer();
      await jane.sees('Available for calls');
      await Promise.all([caller.hearsSomebody(), joe.hearsSomebody()]);
    });

    test('a consultation that is completed', async () => {
      await begin();
      await consult();
      const silence = await caller.silenceWhile(async () => {
        await jane.press('Complete transfer');
        await jane.sees('Available for calls');
        await Promise.all([caller.hearsSomebody(), joe.hearsSomebody()]);
      });
      figures.push(`the contact heard nothing for ${Math.round(silence)} ms while the transfer was completed`);
      expect(silence).toBeLessThan(SILENCE_MS);
    });

    test('a consultation that is canceled', async () => {
      await begin();
      await consult();
      const silence = await jane.silenceWhile(async () => {
        await jane.press('Return to caller');
        await joe.sees('Available for calls');
        await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
      });
      figures.push(`the agent heard nothing for ${Math.round(silence)} ms while returning to the contact`);
      expect(silence).toBeLessThan(SILENCE_MS);
    });

    test('a consultation that is merged: each hears the others', async () => {
      await begin();
      await consult();
      await jane.press('Merge calls');
      await Promise.all([caller.hearsSomebody(), jane.hearsSomebody(), joe.hearsSomebody()]);
      const voices = [caller, jane, joe];
      for (const speaker of voices)
        await isHeardByAll(
          speaker,
          voices.filter((one) => one !== speaker),
        );
    });
  });
});
