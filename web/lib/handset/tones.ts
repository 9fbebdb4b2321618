/** Phone sounds: key tones and the ringtone. A browser plays nothing before the first click or key press. */

let context: AudioContext | undefined;
const audio = () => {
  context ??= new AudioContext();
  return context;
};

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYS = '123456789*0#';

function play(frequencies: number[], seconds: number, delay = 0, output = audio()): void {
  const volume = output.createGain();
  const from = output.currentTime + delay;
  volume.gain.setValueAtTime(0.06, from);
  volume.gain.setTargetAtTime(0, from + seconds - 0.02, 0.01);
  volume.connect(output.destination);
  for (const frequency of frequencies) {
    const tone = output.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(from);
    tone.stop(from + seconds + 0.1);
  }
}

/** Plays the two tones of a key for 0.12 s (DTMF). */
export function playKey(key: string): void {
  const at = KEYS.indexOf(key);
  const row = ROWS[Math.floor(at / 3)];
  const column = COLUMNS[at % 3];
  if (row && column) play([row, column], 0.12);
}

let bellContext: AudioContext | undefined;
let bellDevice = '';

/** Chooses the loudspeaker for the ringtone. @param device a device id of the browser; null = the default */
export function ringAt(device: string | null): void {
  bellDevice = device ?? '';
  if (bellContext) void sendTo(bellContext, bellDevice);
}

/** Not every browser lets a page choose; then the default is used. */
async function sendTo(bell: AudioContext & { setSinkId?(id: string): Promise<void> }, device: string): Promise<void> {
  await bell.setSinkId?.(device).catch(() => {});
}

const bell = () => {
  if (!bellContext) {
    bellContext = new AudioContext();
    if (bellDevice) void sendTo(bellContext, bellDevice);
  }
  return bellContext;
};

/** Call it in a click handler: from then on the browser lets the page play sound. */
export function unlockSound(): void {
  void audio().resume();
  void bell().resume();
}

/** Rings, twice and a pause, until the returned function is called. */
export function ring(): () => void {
  const once = () => {
    if (bell().state === 'suspended') return;
    play([400, 450], 0.4, 0, bell());
    play([400, 450], 0.4, 0.6, bell());
  };
  once();
  const again = window.setInterval(once, 3000);
  return () => window.clearInterval(again);
}
