import { type Input, readInput, urlIn } from './input.js';

const LEVEL = /^-?[01](\.\d)?$/;

/**
 * A text to speak (Vonage: http-api §4.5).
 * @throws SimError 400
 */
export function readTalk(body: unknown): { text: string; loop: number; language?: string } {
  const input = readInput(body);
  const text = input.text('text', { required: true });
  const language = input.text('language');
  const loop = input.integer('loop', { min: 0 }) ?? 1;
  checkLevel(input);
  input.check();
  return { text: text!, loop, ...(language && { language }) };
}

/**
 * A sound file to play.
 * @throws SimError 400
 */
export function readStream(body: unknown): { url: string; loop: number } {
  const input = readInput(body);
  const url = urlIn(input, 'stream_url', { required: true });
  const loop = input.integer('loop', { min: 0 }) ?? 1;
  checkLevel(input);
  input.check();
  return { url: url!, loop };
}

/** `level` is text in the REST API: -1 to 1 in steps of 0.1. */
function checkLevel(input: Input): void {
  const level = input.given('level');
  const fits = level === undefined || (LEVEL.test(String(level)) && Math.abs(Number(level)) <= 1);
  if (!fits) input.wrong('level', 'must be between -1 and 1');
}
