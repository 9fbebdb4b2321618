import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../helpers/browser.js';
import { type Handset, openHandset } from '../helpers/handset.js';
import { filled, openKeyboardDesk, wordsOf } from '../helpers/keyboard-desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

const RULES = /* GraphQL */ `
  mutation ($input: UpdateDiallingRulesInput!) { updateDiallingRules(input: $input) { countries } }
`;
const OUTCOMES = /* GraphQL */ `
  query ($id: ID!, $user: String!) {
    calls(applicationId: $id, userName: $user, first: 50) { nodes { outcome { kind } notes { text } } }
  }
`;
interface Day {
  calls: { nodes: { outcome: { kind: string } | null; notes: { text: string }[] }[] };
}

let office: Switchboard;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  office = await openSwitchboard();
  await office.app.ask(RULES, { input: { countries: ['GB'] } });
}, 120_000);
afterEach(async (context) => {
  await browser?.keepScreenshots(context);
  await browser?.close();
});
afterAll(() => office?.close());

test.each(['en', 'ja'] as const)(
  'a working day of twenty calls, with the keyboard alone: %s',
  { timeout: 600_000 },
  async (locale) => {
    const words = wordsOf(locale);
    browser = await openBrowser(office.app.link, { locale, viewport: { width: 1280, height: 720 } });
    // Each language has agents of its own, whose day begins empty.
    const [janeName, joeName] = [`Jane${locale}`, `Joe${locale}`];
    for (const name of [janeName, joeName]) await office.addAgent(name);
    await office.saveCustom([{ action: 'connect', endpoint: [{ type: 'app', user: janeName }] }]);
    await office.goLive('CUSTOM', 'FROM_OUTSIDE');
    const jane = await openKeyboardDesk(browser, locale, office.signInOf(janeName));
    const joe = await openKeyboardDesk(browser, locale, office.signInOf(joeName));

    const phones = new Map<string, Handset>();
    /** @param last digits of the number */
    const phone = async (last: string) => {
      const made = phones.get(last) ?? (await openHandset(office.app.control, { number: `4477009000${last}` }));
      phones.set(last, made);
      return made;
    };
    /** Calls, and rings at Jane's. @param from what is shown in place of the number */
    const calls = async (last: string, from?: string) => {
      const caller = await phone(last);
      await caller.dial(office.number.slice(1), from);
      await jane.rings();
      return caller;
    };
    const about = (last: string, who: string) => ({ other: `+44 7700 9000${last}`, who });
    const transferred = (last: string) => filled(words.transferredTo, about(last, joeName));

    // 1 A caller; Jane writes a note and hangs up.
    await calls('11');
    expect(await jane.focused()).toBe(words.answer);
    await jane.press('Enter');
    await jane.talks();
    await jane.tabTo(words.notes);
    await jane.type('Invoice 4711');
    await jane.sees(words.note.kept);
    await jane.press('Control+Shift+E');
    await jane.sees(words.endReason.me);

    // 2 A caller who gives up, 3 and is called back.
    const impatient = await calls('12');
    await impatient.hangUp();
    await jane.sees(words.endReason.callerGone);
    await jane.sees(filled(words.day.missedCount, { count: '1' }));
    await jane.free();
    await jane.tabTo(words.callBack);
    await jane.press('Enter');
    await impatient.is('ringing');
    await impatient.answer();
    await jane.talks();
    await impatient.hangUp();
    await jane.sees(words.endReason.hungUp);

    // 4 Mute.
    const fourth = await calls('13');
    await jane.answers();
    await jane.press('Control+Shift+M');
    await jane.sees(words.mutedHint);
    await fourth.hangUp();
    await jane.free();

    // 5 Hold, and resume.
    const fifth = await calls('14');
    await jane.answers();
    await jane.canPress(words.hold);
    await jane.press('Control+Shift+H');
    await jane.sees(words.onHoldHint);
    await jane.canPress(words.hold);
    // The same keys at once would count as a slip.
    await jane.tabTo(words.hold);
    await jane.press('Enter');
    await jane.talks();
    await fifth.hangUp();
    await jane.free();

    // 6 To Joe, at once.
    await calls('15');
    await jane.answers();
    await jane.transfers('jo', 'Enter');
    await joe.sees(filled(words.transferredBy, { who: janeName }));
    await jane.sees(filled(words.transferringTo, about('15', joeName)));
    await joe.answers();
    await jane.sees(transferred('15'));
    await joe.press('Control+Shift+E');
    await joe.free();

    // 7 To Joe, after a word with him; 8 all three; 9 back to the caller.
    for (const [last, key] of Object.entries({ 16: 't', 17: 'j', 18: 'b' })) {
      const caller = await calls(last);
      await jane.answers();
      await jane.transfers('jo', 'Control+Enter');
      await joe.sees(filled(words.wantsToConsult, { who: janeName }));
      await joe.answers();
      await jane.sees(filled(words.consult.TALKING, { who: joeName }));
      await jane.canPress(words.completeTransfer);
      await jane.press(key);
      if (key === 't') await jane.sees(transferred(last));
      else await jane.canPress(words.hold);
      if (key === 'b') await joe.sees(filled(words.consultEnded, about(last, janeName)));
      await caller.hangUp();
      // Of three, two may talk on.
      if (key === 'j') await joe.press('Control+Shift+E');
      await joe.free();
      await jane.free();
    }

    // 10 A call that Joe has placed and sends to Jane; 11 one that he asks her about and leaves to her.
    for (const [last, key] of Object.entries({ 19: 'Enter', 20: 'Control+Enter' } as const)) {
      const called = await phone(last);
      await joe.dials(`+4477009000${last}`);
      await called.is('ringing');
      await called.answer();
      await joe.transfers(janeName, key);
      await jane.rings();
      await jane.answers();
      if (key === 'Control+Enter') {
        await joe.canPress(words.completeTransfer);
        await joe.press('t');
      }
      await joe.free();
      await jane.canPress(words.hold);
      await called.hangUp();
      await jane.free();
    }

    // 12 A number as it is written at home.
    const called = await phone('21');
    await jane.dials('07700 900021');
    await called.is('ringing');
    await called.answer();
    await jane.talks();
    await jane.press('Control+Shift+E');
    await jane.free();

    // 13 The person called declines.
    await jane.dials('+44 7700 900021');
    await called.is('ringing');
    await called.reject();
    await jane.free();

    // 14 France is not allowed, 15 and a number that does not exist.
    await jane.dials('+33 1 99 00 12 34');
    await jane.sees(/France|フランス/);
    await jane.free();
    await jane.dials('+44 7700 900999');
    await jane.free();

    // 16 Nobody answers, and Jane hangs up.
    await jane.dials('+44 7700 900021');
    await called.is('ringing');
    await jane.sees(words.farRings);
    await jane.press('Control+Shift+E');
    await called.is('idle');
    await jane.free();

    // 17 A withheld number.
    const withheld = await calls('22', 'anonymous');
    await jane.answers();
    await withheld.hangUp();
    await jane.free();

    // 18 Jane declines.
    await calls('23');
    await jane.press('Control+Shift+D');
    await jane.sees(words.endReason.declined);

    // 19 Keys for the other person's menu.
    const menu = await calls('24');
    await jane.answers();
    await jane.press('Control+Shift+K');
    await jane.tabTo(/^7/);
    await jane.press('Enter');
    await menu.hears('keys', { digits: '7' });
    await menu.hangUp();
    await jane.free();

    // 20 It rings while Jane writes about the last one.
    await jane.tabTo(words.notes);
    await jane.type('Asked for ');
    await calls('25');
    await jane.type('a callback');
    await jane.answers();
    await jane.press('Control+Shift+E');
    await jane.free();

    const day = await waitFor(async () => {
      const { nodes } = (await office.app.ask<Day>(OUTCOMES, { id: office.application.id, user: janeName })).calls;
      return nodes.every(({ outcome }) => outcome !== null) ? nodes : null;
    }, 30_000);
    const counted = new Map<string, number>();
    for (const { outcome } of day) counted.set(outcome!.kind, (counted.get(outcome!.kind) ?? 0) + 1);
    console.log(`the day of ${janeName}: ${[...counted].map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
    expect(day.length).toBe(20);
    expect(day.flatMap(({ notes }) => notes.map(({ text }) => text))).toEqual(
      expect.arrayContaining(['Invoice 4711', 'Asked for a callback']),
    );
    expect([...counted.keys()]).toEqual(
      expect.arrayContaining([
        'ANSWERED',
        'TRANSFERRED',
        'ABANDONED',
        'BLOCKED',
        'UNREACHABLE',
        'DECLINED',
        'CANCELED',
      ]),
    );
    for (const made of phones.values()) await made.remove();
  },
);
