import { PRESET_KINDS, type PresetKind } from '../../shared/preset-kinds.js';
import { parseForeignJson } from '../json-depth.js';
import type { Ncco } from '../vonage/ncco.js';
import { type CallFacts, calledNumber, phoneDigits } from './call-facts.js';
import { menuReply, type PresetText } from './guide-presets.js';
import { withInputTypes } from './input-type.js';

/** Values for a template's placeholders. */
export interface Fillings {
  facts: CallFacts;
  /** The application's default outgoing number: E.164 digits without `+`, null if it has none. */
  outgoingNumber: string | null;
  /** URL of our dtmf webhook. */
  dtmfUrl: string;
}

const NOTHING_SET_UP = 'Thank you for calling. Nothing has been set up here yet.';
const NOT_UNDERSTOOD = 'Sorry, I did not get that.';
const GOODBYE = 'Goodbye.';
/** How often a menu is repeated. */
const REPEATS = 2;

/** A live preset: its kind, its text, and the menu that applies (its own or the IVR's). */
export interface LivePreset extends PresetText {
  kind: PresetKind;
}

/** What Vonage is sent: the preset with its placeholders filled in, and a type for every input. Never empty. */
export function compilePreset(preset: LivePreset, fillings: Fillings, attempt = 0): Ncco {
  return withInputTypes(fillPreset(preset, fillings, attempt)) as Ncco;
}

/**
 * The preset as it is written, with its placeholders filled in, or a spoken sentence that says which value is missing or
 * invalid. Never empty.
 */
export function fillPreset(preset: LivePreset, fillings: Fillings, attempt = 0): Ncco {
  if (preset.ncco.length === 0) return [say(NOTHING_SET_UP)];
  const missing = new Set<string>();
  const dtmfUrl = menuUrl(fillings.dtmfUrl, preset.kind, attempt);
  const ncco = fill(preset.ncco, placeholders({ ...fillings, dtmfUrl }, missing));
  if (missing.size > 0) return [say(`Sorry, this call cannot be connected. ${[...missing].join(' ')}`)];
  return ncco as Ncco;
}

export interface MenuReply {
  ncco: Ncco;
  outcome: 'choice' | 'again' | 'goodbye';
}

/**
 * The NCCO after a key press: the chosen user, the menu again (twice), or goodbye.
 * @param digits pressed keys; null or empty for a timeout
 * @param attempt how often the menu has been repeated, from the URL of the dtmf webhook
 */
export function compileChoice(
  preset: LivePreset,
  digits: string | null,
  attempt: number,
  fillings: Fillings,
): MenuReply {
  const pressed = [digits, digits?.replace(/#$/, '')];
  const choice = preset.menu.find((one) => pressed.includes(one.digits));
  if (choice) return { ncco: menuReply(choice.user) as Ncco, outcome: 'choice' };
  if (attempt >= REPEATS) return { ncco: [say(GOODBYE)], outcome: 'goodbye' };
  const again = compilePreset({ ...preset, ncco: menuOf(preset) }, fillings, attempt + 1);
  return { ncco: [say(NOT_UNDERSTOOD), ...again], outcome: 'again' };
}

/**
 * The URL that DTMF_URL stands for. It contains the attempts, so that no server has to remember them, and the preset,
 * except for the first URL of the IVR, which is the plain one.
 */
function menuUrl(dtmfUrl: string, kind: PresetKind, attempt: number): string {
  const url = new URL(dtmfUrl);
  if (kind !== 'ivr') url.searchParams.set('preset', kind);
  if (attempt > 0) url.searchParams.set('attempt', String(attempt));
  return url.href;
}

/** Reads what menuUrl wrote; anything else is the start of the IVR's menu. */
export function readMenuQuery(query: Record<string, unknown>): { kind: PresetKind; attempt: number } {
  const kind = PRESET_KINDS.find((one) => one === query.preset) ?? 'ivr';
  const attempt = Number(query.attempt);
  return { kind, attempt: Number.isInteger(attempt) && attempt > 0 ? attempt : 0 };
}

/** Placeholder → its value; requesting one without a value adds a sentence to `missing`. */
function placeholders(
  { facts, outgoingNumber, dtmfUrl }: Fillings,
  missing: Set<string>,
): Record<string, () => string> {
  const or = (value: string | null, sentence: string) => {
    if (value === null) missing.add(sentence);
    return value ?? '';
  };
  const wanted = isPresent(facts.to) ? facts.to : customData(facts.customData).to;
  return {
    PARAMS_TO: () =>
      or(
        phoneDigits(wanted),
        isPresent(wanted) ? 'The number to call is not a phone number.' : 'The number to call is missing.',
      ),
    YOUR_NEXMO_NUMBER: () =>
      facts.agent
        ? or(outgoingNumber, 'There is no number to call from.')
        : or(calledNumber(facts), 'The number that was called is not known.'),
    DTMF_URL: () => dtmfUrl,
  };
}

/** Fills in strings only, value by value: whatever a value contains, the structure does not change. */
function fill(value: unknown, values: Record<string, () => string>): unknown {
  if (typeof value === 'string') return value.replace(PLACEHOLDER, (name) => values[name]!());
  if (Array.isArray(value)) return value.map((item) => fill(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, values)]));
}
const PLACEHOLDER = /PARAMS_TO|YOUR_NEXMO_NUMBER|DTMF_URL/g;

/**
 * The part of a preset that is repeated: the prompts right before its menu's input, from the first that names a key.
 */
function menuOf({ ncco, menu }: PresetText): unknown[] {
  const actions = ncco as Record<string, unknown>[];
  const input = actions.findIndex((one) => one?.action === 'input' && JSON.stringify(one).includes('DTMF_URL'));
  if (input < 0) return [say(GOODBYE)];
  const start = actions.slice(0, input).findLastIndex((one) => one?.action !== 'talk' && one?.action !== 'stream') + 1;
  const prompts = actions.slice(start, input);
  const naming = prompts.findIndex(({ text }) => menu.some(({ digits }) => names(String(text), digits)));
  return [...prompts.slice(Math.max(naming, 0)), actions[input]];
}

function customData(value: unknown): Record<string, unknown> {
  let data = value;
  if (typeof value === 'string') {
    try {
      data = parseForeignJson(value);
    } catch {
      return {};
    }
  }
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

/** Whether a prompt mentions these keys, and not a longer number that contains them. */
function names(prompt: string, keys: string): boolean {
  return prompt.split(/[^0-9*#]+/).includes(keys);
}

const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';
const say = (text: string) => ({ action: 'talk', text }) as const;
