import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openEaredTab, openTelephone, type Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

const RUNS = Number(process.env.RUNS ?? 30);
/** Milliseconds: above this, people would say "hello?" a second time. The figures themselves are printed. */
const PATIENCE = 3000;

/** For so long it must be heard: a tone that begins is a short noise at every pitch. */
const SURE_MS = 80;
/** Far above a silent line, below a voice that the browser treats as noise after a while. */
const LOUD_DB = -75;

/**
 * Records when a voice is first heard, by its second harmonic at 280 Hz, which nothing that the platform plays contains
 * (ringback is 400 and 450 Hz), and when Answer was pressed.
 */
const NOTE_VOICE = `
  window.voices = [];
  window.answeredAt = null;
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('click', ({ target }) => {
    if (target.closest('.dw-answer')) window.answeredAt = now();
  }, true);
  const Noting = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Noting {
    constructor(...options) {
      super(...options);
      this.addEventListener('track', ({ track }) => {
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        analyser.fftSize = 2048;
        analyser.smoothingTimeConstant = 0;
        context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        const levels = new Float32Array(analyser.frequencyBinCount);
        const bin = Math.round((280 * analyser.fftSize) / context.sampleRate);
        let since = null;
        const listening = setInterval(() => {
          analyser.getFloatFrequencyData(levels);
          since = levels[bin] > ${LOUD_DB} ? (since ?? now()) : null;
          if (since && now() - since > ${SURE_MS} && window.voices.at(-1) !== since) window.voices.push(since);
          if (track.readyState === 'ended') {
            clearInterval(listening);
            void context.close();
          }
        }, 5);
      });
    }
  };
`;

let office: Switchboard;
let jane: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  const tab = await openEaredTab(office.browser, 'about:blank');
  await tab.addInitScript(NOTE_VOICE);
  jane = await office.desk('Jane', office.browser, tab);
  const phones = await openEaredTab(office.browser, 'about:blank');
  await phones.addInitScript(NOTE_VOICE);
  caller = await openTelephone(office.browser, '+44 7700 900001', phones);
}, 120_000);

afterAll(() => office?.close());

/** When the page heard a voice first after that instant: what was heard before was no answer. */
const voiceAfter = (page: Page, instant: number): Promise<number> =>
  waitFor(
    async () => Number(await page.evaluate(`window.voices.find((one) => one > ${instant}) ?? 0`)) || null,
    15_000,
  );

test(`from the click on Answer to a voice at both ends, ${RUNS} calls`, { timeout: 600_000 }, async () => {
  const atAgent: number[] = [];
  const atCaller: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await caller.dial(office.number);
    await jane.sees('Incoming call');
    await jane.answer();
    const clicked = Number(await jane.page.evaluate('window.answeredAt'));
    atAgent.push((await voiceAfter(jane.page, clicked)) - clicked);
    atCaller.push((await voiceAfter(caller.page, clicked)) - clicked);
    await jane.hangsUp();
    await caller.hangsUp();
  }
  const both = atAgent.map((one, run) => Math.max(one, atCaller[run]!));
  for (const [name, figures] of Object.entries({ 'at the agent': atAgent, 'at the caller': atCaller, both })) {
    console.log(`click on Answer → voice, ${name}: median ${at(figures, 0.5)} ms, p95 ${at(figures, 0.95)} ms`);
  }
  expect(Math.min(...atAgent, ...atCaller)).toBeGreaterThan(0);
  expect(at(both, 0.95)).toBeLessThan(PATIENCE);
});

/** @returns the figure below which that part of them lies, whole milliseconds */
function at(figures: number[], part: number): number {
  const sorted = [...figures].sort((one, another) => one - another);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
}
