import type { Ncco } from '../../vonage/ncco.js';
import type { Application } from '../account/cloud.js';
import type { Manners } from '../control/manners.js';
import type { SimulatorDeps } from '../deps.js';
import type { Caller } from '../http/auth.js';
import { type Input, isObject, type Json, readInput, urlIn } from '../http/input.js';
import { unsupportedOption } from '../ncco/connect-caller.js';
import { readNcco } from '../ncco/read-ncco.js';
import type { WantedCall } from '../network/call-control.js';
import { eventTarget } from '../network/leg-events.js';
import { isNumber, type Party } from '../network/party.js';

const METHODS = ['GET', 'POST'] as const;
const KEYS = /^[0-9*#p]*$/;
const NUMBER_RULE = 'can contain 7 to 15 digits, without + and leading zeros';
/** Caller ID if a random number of the application is wanted and it has none. */
const NO_NUMBER = 'unknown';

type CallInputDeps = Pick<SimulatorDeps, 'cloud' | 'settings'>;

/**
 * Reads the body of a new call (Vonage: http-api §4.1).
 * @throws SimError 400 that names every invalid parameter
 */
export function readCall(body: unknown, { application, region }: Caller, deps: CallInputDeps): WantedCall {
  const input = readInput(body);
  const to = readTo(input, deps.settings.manners);
  const from = readFrom(input, application, deps);
  const flow = readFlow(input);
  const url = urlIn(input, 'event_url');
  const method = input.oneOf('event_method', METHODS) ?? 'POST';
  if (!url && !eventTarget(application)) input.wrong('event_url', 'is required: the application has none');
  const ringTime = input.integer('ringing_timer', { min: 1, max: 120 }) ?? 60;
  const longest = input.integer('length_timer', { min: 1, max: 86_400 }) ?? 7200;
  const machineDetection = readMachineDetection(input);
  input.check();
  return {
    application,
    region,
    from: from!,
    to: to!.party,
    keysOnAnswer: to!.dtmfAnswer,
    flow: flow!,
    reports: url ? { url, method } : null,
    ringTime,
    longest,
    notSimulated: unsupportedOption(to!.party.type, machineDetection),
  };
}

/** A list of actions inside a request. */
export function nccoIn(input: Input, name: string, value: unknown): Ncco | undefined {
  const found = readNcco(value);
  if ('ncco' in found) return found.ncco;
  const [first] = found.findings;
  return input.wrong(name, `${first?.path ?? ''} ${first?.message ?? 'is no NCCO'}`.trim());
}

function readFlow(input: Input): WantedCall['flow'] | undefined {
  const ncco = input.given('ncco');
  const method = input.oneOf('answer_method', METHODS) ?? 'GET';
  if (ncco !== undefined) {
    const actions = nccoIn(input, 'ncco', ncco);
    return actions && { ncco: actions };
  }
  if (input.given('answer_url') === undefined)
    return input.wrong('answer_url', 'either ncco or answer_url is required');
  const url = urlIn(input, 'answer_url');
  return url ? { url, method } : undefined;
}

function readFrom(input: Input, application: Application, { cloud, settings }: CallInputDeps): Party | undefined {
  const random = input.flag('random_from_number') ?? false;
  const from = readCaller(input);
  if (random && from) return input.wrong('from', 'excludes random_from_number');
  if (random) {
    const own = [...cloud.numbers.values()].find((number) => number.app_id === application.id);
    if (!own && settings.manners.no_random_number === 'refused') {
      return input.wrong('random_from_number', 'the application has no number');
    }
    return { type: 'phone', number: own?.msisdn ?? NO_NUMBER };
  }
  if (!from) return input.wrong('from', 'either from or random_from_number is required');
  const number = String(from.number ?? '');
  const digits = number.replace(/^\+/, '');
  if (/^sips?:.+/.test(number)) return { type: 'sip', uri: number };
  if (!isNumber(digits)) return input.wrong('from.number', NUMBER_RULE);
  if (settings.manners.foreign_from === 'refused' && !cloud.numbers.has(digits)) {
    return input.wrong('from.number', 'is no number of the account');
  }
  return { type: 'phone', number: digits };
}

/** Vonage expects an object; old clients send only the number. */
function readCaller(input: Input): Json | undefined {
  const given = input.given('from');
  return typeof given === 'string' ? { number: given } : input.object('from');
}

function readTo(input: Input, manners: Manners): { party: Party; dtmfAnswer: string } | undefined {
  const list = input.given('to');
  const [first, ...more] = Array.isArray(list) ? list : [];
  if (!isObject(first) || more.length > 0) return input.wrong('to', 'must be an array with one endpoint');
  const to = readInput(first, 'to[0]', input.problems);
  const dtmfAnswer = to.text('dtmfAnswer') ?? '';
  if (!KEYS.test(dtmfAnswer)) to.wrong('dtmfAnswer', 'can contain 0-9, *, # and p');
  const party = readEndpoint(to, first);
  if (party?.type === 'app' && manners.calls_to_apps === 'refused') return to.wrong('type', 'cannot be app');
  return party && { party, dtmfAnswer };
}

function readEndpoint(to: Input, fields: Json): Party | undefined {
  const type = to.oneOf('type', ['phone', 'app', 'sip', 'websocket', 'vbc'], { required: true });
  switch (type) {
    case 'phone': {
      const number = String(fields.number ?? '');
      return isNumber(number) ? { type, number } : to.wrong('number', NUMBER_RULE);
    }
    case 'app': {
      const user = to.text('user', { required: true });
      return user ? { type, user } : undefined;
    }
    case 'vbc': {
      const extension = to.text('extension', { required: true });
      return extension ? { type, extension } : undefined;
    }
    case 'sip': {
      const uri = to.text('uri', { required: true, most: 50 });
      return uri && /^sips?:.+/.test(uri) ? { type, uri } : to.wrong('uri', 'must be a SIP URI');
    }
    case 'websocket':
      return readWebsocket(to, fields);
    default:
      return undefined;
  }
}

/** The key is not case-sensitive, and `contentType`, as the server SDK's types spell it, is accepted too. */
function readWebsocket(to: Input, fields: Json): Party | undefined {
  const uri = to.text('uri', { required: true });
  const [, contentType = ''] = Object.entries(fields).find(([key]) => /^content-?type$/i.test(key)) ?? [];
  if (!/^audio\/l16;\s?rate=(8000|16000|24000)$/i.test(String(contentType))) {
    return to.wrong('content-type', 'must be audio/l16 with rate 8000, 16000 or 24000');
  }
  const headers = to.object('headers') ?? {};
  if (!uri || !/^wss?:\/\/.+/.test(uri)) return to.wrong('uri', 'must begin with ws:// or wss://');
  const asText = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return { type: 'websocket', uri, headers: asText };
}

function readMachineDetection(input: Input): boolean {
  const simple = input.oneOf('machine_detection', ['continue', 'hangup']);
  if (!input.has('advanced_machine_detection')) return simple !== undefined;
  const advanced = input.inside('advanced_machine_detection');
  advanced.oneOf('behavior', ['continue', 'hangup']);
  advanced.oneOf('mode', ['default', 'detect', 'detect_beep']);
  advanced.integer('beep_timeout', { min: 30, max: 120 });
  return true;
}
