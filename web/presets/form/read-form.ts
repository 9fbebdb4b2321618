import { type Action, asksOurMenu } from '../flow/flow';

/** Whom a step rings: a user, a number (E.164 without `+`, or what was typed), or the number that the agent dialed. */
export type Whom = { type: 'user'; name: string } | { type: 'number'; number: string } | { type: 'dialed' };

interface Say {
  kind: 'say';
  text: string;
  /** BCP 47; null = Vonage's default, American English. */
  language: string | null;
  /** Number of the voice in this language; null = the first, 0. */
  voice: number | null;
}

interface Ring {
  kind: 'ring';
  whom: Whom;
  /** Null = Vonage's default of 60. */
  seconds: number | null;
  /** The endpoint has settings of its own, which a user could not take over from a number. */
  fixed: boolean;
}

interface Play {
  kind: 'play';
  url: string;
}

/** Asks for a key, and rings the user whom the menu names for it. */
interface Menu {
  kind: 'menu';
}

/** A step without fields. */
interface Other {
  kind: 'other';
  action: string;
}

/** An action of the NCCO as a form shows it. */
export type FormStep = (Say | Ring | Play | Menu | Other) & {
  /** Index in the NCCO. */
  index: number;
  /** Settings that only the JSON shows, by name: the form leaves them as they are. */
  kept: Record<string, unknown>;
};

/** Fields of steps, each with the key of the action that it writes. */
const KEYS = {
  text: 'text',
  language: 'language',
  voice: 'style',
  whom: 'endpoint',
  seconds: 'timeout',
  url: 'streamUrl',
};
export type FieldName = keyof typeof KEYS;

/** Whether the form may write a field: not if its key has a value that the field cannot show. */
export const isShown = ({ kept }: FormStep, field: FieldName): boolean => !(KEYS[field] in kept);

/** Seconds that Vonage rings if none are given. */
export const RING_SECONDS = 60;
export const DIALED = 'PARAMS_TO';
/** Placeholder for the number that was called, or from which an agent calls. */
export const OWN_NUMBER = 'YOUR_NEXMO_NUMBER';

/**
 * Reads an NCCO as steps of a form.
 * @returns null if it is not a list of actions
 */
export function readForm(ncco: unknown): FormStep[] | null {
  if (!Array.isArray(ncco)) return null;
  return ncco.map((action: unknown, index) => {
    const read: Read = isObject(action) ? readStep(action) : { kind: 'other', action: '', shows: [] };
    const { shows, extra = {}, ...step } = read;
    const all = isObject(action) ? Object.entries(action) : [];
    return { ...step, index, kept: { ...Object.fromEntries(all.filter(([key]) => !shows.includes(key))), ...extra } };
  });
}

type Read = (Say | Ring | Play | Menu | Other) & {
  /** Keys of the action that the form has fields for. */
  shows: string[];
  /** Settings within the values of these keys that it has none for. */
  extra?: Record<string, unknown>;
};

function readStep(action: Record<string, unknown>): Read {
  const name = typeof action.action === 'string' ? action.action : '';
  const read =
    name === 'talk'
      ? readSay(action)
      : name === 'connect'
        ? readRing(action)
        : name === 'stream'
          ? readPlay(action)
          : asksOurMenu(action as Action) && name === 'input'
            ? readMenu(action)
            : null;
  return read ?? { kind: 'other', action: name, shows: ['action'] };
}

function readSay({ text = '', language, style }: Record<string, unknown>): Read | null {
  if (typeof text !== 'string') return null;
  const shows = ['action', 'text'];
  if (typeof language === 'string') shows.push('language');
  if (isVoice(style)) shows.push('style');
  return {
    kind: 'say',
    text,
    language: typeof language === 'string' ? language : null,
    voice: isVoice(style) ? style : null,
    shows,
  };
}

const isVoice = (style: unknown): style is number => Number.isInteger(style) && Number(style) >= 0;

function readRing({ endpoint, timeout, from }: Record<string, unknown>): Read | null {
  const [one, another] = Array.isArray(endpoint) ? (endpoint as unknown[]) : [];
  if (!isObject(one) || another !== undefined) return null;
  const { type, user, number, ...rest } = one;
  const whom = type === 'app' ? userOf(user) : type === 'phone' ? numberOf(number) : null;
  if (!whom) return null;
  const foreign = type === 'app' ? { ...rest, ...(number !== undefined && { number }) } : rest;
  const nested = type === 'phone' && user !== undefined ? { ...foreign, user } : foreign;
  const seconds = secondsOf(timeout);
  const shows = ['action', 'endpoint'];
  if (seconds !== null) shows.push('timeout');
  if (whom.type !== 'user' && from === OWN_NUMBER) shows.push('from');
  const extra = Object.fromEntries(Object.entries(nested).map(([key, value]) => [`endpoint.${key}`, value]));
  return { kind: 'ring', whom, seconds, fixed: Object.keys(nested).length > 0, shows, extra };
}

const userOf = (user: unknown = ''): Whom | null => (typeof user === 'string' ? { type: 'user', name: user } : null);

function numberOf(number: unknown = ''): Whom | null {
  if (number === DIALED) return { type: 'dialed' };
  return typeof number === 'string' ? { type: 'number', number } : null;
}

/** Old samples write numbers as text. */
function secondsOf(timeout: unknown): number | null {
  if (typeof timeout !== 'number' && typeof timeout !== 'string') return null;
  return /^\d+$/.test(String(timeout)) ? Number(timeout) : null;
}

function readPlay({ streamUrl }: Record<string, unknown>): Read | null {
  const [url, another] = Array.isArray(streamUrl) ? (streamUrl as unknown[]) : [];
  if (typeof url !== 'string' || another !== undefined) return null;
  return { kind: 'play', url, shows: ['action', 'streamUrl'] };
}

function readMenu({ type, eventUrl }: Record<string, unknown>): Read {
  const usual = type === undefined || (Array.isArray(type) && type.length === 1 && type[0] === 'dtmf');
  const plain = Array.isArray(eventUrl) && eventUrl.length === 1;
  return { kind: 'menu', shows: ['action', ...(usual ? ['type'] : []), ...(plain ? ['eventUrl'] : [])] };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
