import type { Page } from 'playwright-core';
import type { TestBrowser } from './browser.js';
import { appears, press, sees } from './browser.js';
import { type Heard, nameSound } from './heard-sound.js';
import { waitFor } from './wait-for.js';

/** Samples in a second, and in one look at the sound: an analyser keeps no more than a power of two. */
const RATE = 8000;
const WINDOW = 8192;
/** Loudness that is no silence (1 = the loudest there is). */
const AUDIBLE = 0.002;
/** Consecutive checks of a second each: longer than a pause in the music or in speech. */
const WINDOWS = { music: 3, silence: 2, voice: 1, ringback: 1 };
type Expected = keyof typeof WINDOWS;
/** Milliseconds for which a sound is waited for, on a busy machine. */
const PATIENCE = 20_000;

/**
 * Notes every connection that the page opens, so that a test can listen in, and every microphone, so that it can be pulled
 * out; the page notices nothing.
 */
const NOTE_SOUND = `
  window.connections = [];
  const tracks = [];
  let pulledOut = false;
  const devices = navigator.mediaDevices;
  const open = devices?.getUserMedia.bind(devices);
  if (devices) devices.getUserMedia = async (wanted) => {
    if (pulledOut) throw new DOMException('Requested device not found', 'NotFoundError');
    const stream = await open(wanted);
    tracks.push(...stream.getTracks());
    return stream;
  };
  window.keepSilent = (silent) => {
    for (const track of tracks) track.enabled = !silent;
  };
  window.pullOutMicrophone = () => {
    pulledOut = true;
    for (const track of tracks.splice(0)) {
      if (track.readyState !== 'live') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    devices.dispatchEvent(new Event('devicechange'));
  };
  window.plugMicrophoneIn = () => {
    pulledOut = false;
    devices.dispatchEvent(new Event('devicechange'));
  };
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...options) {
      super(...options);
      window.connections.push(this);
    }
  };
`;

/** The next second of all sound that the page receives, as samples from -1 to 1; null where it has no connection. */
const LISTEN = `(async () => {
  const tracks = window.connections
    .filter(({ connectionState }) => connectionState === 'connected')
    .flatMap((connection) => connection.getReceivers())
    .map(({ track }) => track)
    .filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live');
  if (tracks.length === 0) return null;
  window.ear ??= new AudioContext({ sampleRate: ${RATE} });
  const analyser = new AnalyserNode(window.ear, { fftSize: ${WINDOW} });
  const sources = tracks.map((track) => window.ear.createMediaStreamSource(new MediaStream([track])));
  for (const source of sources) source.connect(analyser);
  const from = window.ear.currentTime;
  while (window.ear.currentTime < from + ${WINDOW / RATE} + 0.1) await new Promise((done) => setTimeout(done, 50));
  const samples = new Float32Array(${WINDOW});
  analyser.getFloatTimeDomainData(samples);
  for (const source of sources) source.disconnect();
  return [...samples];
})()`;

/** Measures, from now on, how long the page hears nothing: the loudness of a tenth of a second, twenty times a second. */
const TIME_SILENCE = `(() => {
  window.ear ??= new AudioContext({ sampleRate: ${RATE} });
  const ears = new Map();
  let [longest, heardAt] = [0, performance.now()];
  const earOf = (track) => {
    if (ears.has(track)) return ears.get(track);
    const analyser = new AnalyserNode(window.ear, { fftSize: 1024 });
    window.ear.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    ears.set(track, analyser);
    return analyser;
  };
  const timer = setInterval(() => {
    const loud = window.connections
      .filter(({ connectionState }) => connectionState === 'connected')
      .flatMap((connection) => connection.getReceivers())
      .filter(({ track }) => track.kind === 'audio' && track.readyState === 'live')
      .some(({ track }) => {
        const samples = new Float32Array(1024);
        earOf(track).getFloatTimeDomainData(samples);
        return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length) > ${AUDIBLE};
      });
    longest = Math.max(longest, performance.now() - heardAt);
    if (loud) heardAt = performance.now();
  }, 50);
  window.longestSilence = () => {
    clearInterval(timer);
    return longest;
  };
})()`;

/** Mutes or unmutes the person at the microphone, so that the page does not notice. */
const speaks = (page: Page, on: boolean) => page.evaluate(`window.keepSilent(${!on})`);

/** Only one of them speaks: that one hears no one, and all others hear that one. */
export async function isHeardByAll(
  speaker: Pick<Desk, 'page' | 'hearsNothing'>,
  others: Pick<Desk, 'page' | 'hearsSomebody'>[],
) {
  for (const { page } of others) await speaks(page, false);
  await speaks(speaker.page, true);
  await Promise.all([speaker.hearsNothing(), ...others.map((other) => other.hearsSomebody())]);
  for (const { page } of others) await speaks(page, true);
}

/** What a page hears, by the spectrum of what arrives in its browser. */
export function earOf(page: Page) {
  async function listen(): Promise<Heard | 'no connection'> {
    const samples = await page.evaluate<number[] | null>(LISTEN);
    return samples ? nameSound(samples, RATE) : 'no connection';
  }

  /** Waits until that, and only that, is heard without a gap. */
  async function hears(expected: Expected): Promise<void> {
    const giveUp = performance.now() + PATIENCE;
    const heard: string[] = [];
    while (heard.length < WINDOWS[expected] || heard.slice(-WINDOWS[expected]).some((one) => one !== expected)) {
      if (performance.now() > giveUp) throw new Error(`Heard ${heard.join(', ')} while waiting for ${expected}.`);
      heard.push(await listen());
    }
  }

  return {
    listen,
    /**
     * Measures the longest silence from now until something has been done.
     * @returns milliseconds
     */
    async silenceWhile(work: () => Promise<unknown>): Promise<number> {
      await page.evaluate(TIME_SILENCE);
      await work();
      return page.evaluate<number>('window.longestSilence()');
    },
    /** Speech, and no music. */
    hearsSomebody: () => hears('voice'),
    hearsNothing: () => hears('silence'),
    /** The music on hold, and no voice. */
    hearsMusic: () => hears('music'),
    hearsRingback: () => hears('ringback'),
  };
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** A tab whose sound can be measured, and which may be left in the middle of a call. */
export async function openEaredTab(browser: TestBrowser, path: string): Promise<Page> {
  const page = await browser.tab('about:blank');
  await page.addInitScript(NOTE_SOUND);
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(browser.at(path));
  return page;
}

type TransferWay = 'Transfer now' | 'Consult first';

/** Transfers the call of a console: at once, or after a consultation. */
export async function transferFrom(page: Page, to: string, how: TransferWay): Promise<void> {
  await press(button(page, 'Transfer'));
  await page.getByLabel('Transfer to', { exact: true }).fill(to);
  await press(button(page, how));
}

/** The console of an agent with a password. @param tab where to open it; a new one by default */
export async function openDesk(
  browser: TestBrowser,
  slot: string,
  agent: { name: string; password: string },
  tab?: Page,
) {
  const page = tab ?? (await openEaredTab(browser, 'about:blank'));
  await page.goto(`/u/${slot}/sign-in`);
  await page.getByRole('tab', { name: 'Username and password' }).click();
  await page.getByLabel('Username', { exact: true }).fill(agent.name);
  await page.getByLabel('Password', { exact: true }).fill(agent.password);
  await page.keyboard.press('Enter');
  await press(button(page, 'Turn on microphone'));
  await sees(page, 'Available for calls');

  return {
    page,
    ...earOf(page),
    sees: (text: string | RegExp) => sees(page, text),
    press: (name: string | RegExp) => press(button(page, name)),
    /** Waits until it rings, and answers. */
    async answer(): Promise<void> {
      await sees(page, 'Incoming call');
      await press(button(page, 'Answer'));
      await sees(page, /On a call with|Consulting with/);
    },
    /** Ends what is left, if anything is, and waits until the line is free. */
    async hangsUp(): Promise<void> {
      const ready = page.getByText('Available for calls').first();
      await waitFor(async () => {
        if (await ready.isVisible()) return true;
        // The other side may be quicker.
        await button(page, 'Hang up')
          .click({ timeout: 2000 })
          .catch(() => {});
        return ready.isVisible();
      }, 20_000);
    },
    async dial(number: string): Promise<void> {
      await page.getByLabel('Phone number').fill(number);
      await page.keyboard.press('Enter');
    },
    transfer: (to: string, how: TransferWay) => transferFrom(page, to, how),
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** One telephone on the page of handsets. @param tab where, unless in a new one */
export async function openTelephone(browser: TestBrowser, number: string, tab?: Page) {
  const page = tab ?? (await openEaredTab(browser, 'about:blank'));
  await page.goto('/phone');
  const telephone = page.getByRole('region', { name: `Phone ${number}` });
  await appears(telephone);
  const pressKey = (name: string) => press(telephone.getByRole('button', { name, exact: true }));
  return {
    page,
    ...earOf(page),
    press: pressKey,
    async dial(to: string): Promise<void> {
      await telephone.getByLabel('Number to call').fill(to);
      await pressKey('Call');
    },
    /** Ends what is left, if anything is, and waits until the telephone is free. */
    async hangsUp(): Promise<void> {
      const hangUp = telephone.getByRole('button', { name: 'Hang up', exact: true });
      // The other side may be quicker.
      if (await hangUp.isVisible()) await hangUp.click({ timeout: 2000 }).catch(() => {});
      await appears(telephone.locator('output', { hasText: 'Ready' }));
    },
    hears: (text: string | RegExp) => appears(telephone.getByText(text).first()),
    is: (state: string) => appears(telephone.locator('output', { hasText: state })),
  };
}

export type Telephone = Awaited<ReturnType<typeof openTelephone>>;
