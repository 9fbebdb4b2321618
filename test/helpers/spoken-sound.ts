const RATE = 48_000;
const SECONDS = 2;
const HEADER_BYTES = 44;
/** Hertz: the pitch of a voice, and how many syllables it speaks in a second, so that no browser takes it for noise. */
const PITCH = 140;
const SYLLABLES = 7;
const HARMONICS = [1, 2, 3, 5, 8];

/** A WAV file that sounds like continuous speech: no tenth of a second is silent. */
export function spokenSound(): Buffer {
  const samples = RATE * SECONDS;
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    const time = at / RATE;
    const loudness = 0.2 + 0.8 * Math.sin(Math.PI * SYLLABLES * time) ** 2;
    const voice = HARMONICS.reduce((sum, one) => sum + Math.sin(2 * Math.PI * PITCH * one * time) / one, 0);
    file.writeInt16LE(Math.round(9000 * loudness * voice), HEADER_BYTES + at * 2);
  }
  return file;
}
