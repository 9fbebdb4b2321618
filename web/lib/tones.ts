/** What a telephone sounds like: the tones of its keys and its bell. A browser plays nothing before the first click or key. */

let context: AudioContext | undefined;
const audio = () => {
  context ??= new AudioContext();
  return context;
};

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYS = '123456789*0#';

function play(frequencies: number[], seconds: number, delay = 0): void {
  const output = audio();
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

/** The two tones of a key, 0.12 s (DTMF). */
export function playKey(key: string): void {
  const at = KEYS.indexOf(key);
  const row = ROWS[Math.floor(at / 3)];
  const column = COLUMNS[at % 3];
  if (row && column) play([row, column], 0.12);
}

/** Rings, twice and a pause, until the returned function is called. */
export function ring(): () => void {
  const once = () => {
    if (audio().state === 'suspended') return;
    play([400, 450], 0.4);
    play([400, 450], 0.4, 0.6);
  };
  once();
  const bell = window.setInterval(once, 3000);
  return () => window.clearInterval(bell);
}
