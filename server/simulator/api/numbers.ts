import type { FastifyInstance } from 'fastify';
import { CATALOGUE, type CatalogueNumber } from '../account/catalogue.js';
import type { Cloud, OwnedNumber } from '../account/cloud.js';
import type { SimulatorDeps } from '../deps.js';
import { SimError } from '../http/errors.js';
import { type Input, isWebAddress, parametersOf, readInput } from '../http/input.js';
import { indexedPage } from '../http/paging.js';

const TYPES = ['landline', 'mobile-lvn', 'landline-toll-free'] as const;
/** The only values that Vonage accepts (Vonage: http-api §2.2). */
const FEATURES = ['SMS', 'VOICE', 'SMS,VOICE', 'MMS', 'SMS,MMS', 'VOICE,MMS', 'SMS,MMS,VOICE'];
const SUCCESS = { 'error-code': '200', 'error-code-label': 'success' };
const INBOUND_CHECK_MS = 5000;

/** 420, with which Vonage refuses requests about numbers; the label explains why. */
const methodFailed = (label: string) => new SimError(420, 'Method Failed', label);

/** Labels of a 420 that has nothing to do with the number being taken (Vonage: real-cloud row 16). */
const REASONS = {
  works: null,
  needs_address: 'Address Validation Required',
  not_on_trial: 'method failed: numbers cannot be bought with a trial account',
};

/** Numbers API, on the host for rest paths (Vonage: http-api §2). Invalid parameters are 420, like everything there. */
export function numbersApi(app: FastifyInstance, { cloud, auth, settings }: SimulatorDeps): void {
  app.get('/account/numbers', (request) => {
    auth.account(request);
    const query = readInput(request.query);
    const matches = patternOf(query);
    const country = query.text('country')?.toUpperCase();
    const applicationId = query.text('application_id');
    const linked = query.flag('has_application');
    refuseWrong(query);
    const found = [...cloud.numbers.values()].filter(
      (number) =>
        matches(number) &&
        (country === undefined || number.country === country) &&
        (applicationId === undefined || number.app_id === applicationId) &&
        (linked === undefined || linked === Boolean(number.app_id)),
    );
    return list(request.query, found, shownOwned);
  });

  app.get('/number/search', (request) => {
    auth.account(request);
    const query = readInput(request.query);
    const matches = patternOf(query);
    const country = query.text('country', { required: true })?.toUpperCase();
    const type = query.oneOf('type', TYPES);
    const features = query.oneOf('features', FEATURES)?.split(',') ?? [];
    refuseWrong(query);
    const found = [...CATALOGUE.values()].filter(
      (number) =>
        number.country === country &&
        matches(number) &&
        (type === undefined || number.type === type) &&
        features.every((feature) => number.features.includes(feature)) &&
        !cloud.numbers.has(number.msisdn),
    );
    return list(request.query, found, (number) => number);
  });

  app.post('/number/buy', (request) => {
    auth.account(request);
    const { country, msisdn } = readNumber(readInput(parametersOf(request)));
    const offer = CATALOGUE.get(msisdn);
    if (cloud.numbers.has(msisdn)) throw methodFailed('method failed: you own this number already');
    if (offer?.country !== country) throw methodFailed('method failed: this number is not available');
    const reason = REASONS[settings.manners.renting];
    if (reason) throw methodFailed(reason);
    payFor(cloud, offer);
    cloud.numbers.set(msisdn, { country, msisdn, type: offer.type, features: offer.features });
    cloud.save('numbers');
    return SUCCESS;
  });

  app.post('/number/cancel', (request) => {
    auth.account(request);
    const number = owned(cloud, readInput(parametersOf(request)));
    cloud.numbers.delete(number.msisdn);
    cloud.save('numbers');
    return SUCCESS;
  });

  app.post('/number/update', async (request) => {
    auth.account(request);
    const input = readInput(parametersOf(request));
    const { country, msisdn, type, features } = owned(cloud, input);
    const settings = await readSettings(input, cloud);
    // Vonage replaces the whole number: what the request omits is cleared, including the link to an application
    // (Vonage: http-api §2.4).
    cloud.numbers.set(msisdn, { country, msisdn, type, features, ...settings });
    cloud.save('numbers');
    return SUCCESS;
  });
}

function refuseWrong(input: Input): void {
  const [first] = input.problems;
  if (first) throw methodFailed(`method failed: ${first.name} ${first.reason}`);
}

/** `search_pattern`: 0 begins with, 1 contains, 2 ends with. */
function patternOf(query: Input): (number: { msisdn: string }) => boolean {
  const pattern = query.text('pattern') ?? '';
  const how = query.integer('search_pattern', { min: 0, max: 2 }) ?? 0;
  return ({ msisdn }) => [msisdn.startsWith(pattern), msisdn.includes(pattern), msisdn.endsWith(pattern)][how] ?? false;
}

/** A page with the total of all pages; an empty object if nothing was found. */
function list<T>(query: unknown, all: T[], show: (one: T) => object): object {
  const page = indexedPage(query, all);
  if (!page) throw methodFailed('method failed: size must be from 1 to 100, index at least 1');
  return all.length === 0 ? {} : { count: all.length, numbers: page.map(show) };
}

function shownOwned(number: OwnedNumber): object {
  const { app_id } = number;
  const linked = app_id && !number.voiceCallbackType && { voiceCallbackType: 'app', voiceCallbackValue: app_id };
  return { ...number, ...linked };
}

function readNumber(input: Input): { country: string; msisdn: string } {
  const country = input.text('country', { required: true })?.toUpperCase() ?? '';
  const msisdn = input.text('msisdn', { required: true }) ?? '';
  refuseWrong(input);
  return { country, msisdn };
}

function owned(cloud: Cloud, input: Input): OwnedNumber {
  const { country, msisdn } = readNumber(input);
  const number = cloud.numbers.get(msisdn);
  if (number?.country !== country) throw methodFailed('method failed: you do not own this number');
  return number;
}

/** Charges the setup fee and the first month; later months are free. */
function payFor(cloud: Cloud, offer: CatalogueNumber): void {
  const price = Number(offer.cost) + Number(offer.initialPrice);
  if (cloud.account.balance < price) throw methodFailed('method failed: the balance of the account is too low');
  cloud.charge(price);
}

async function readSettings(input: Input, cloud: Cloud): Promise<Partial<OwnedNumber>> {
  const settings: Partial<OwnedNumber> = {};
  const callbackType = input.oneOf('voiceCallbackType', ['sip', 'tel', 'app'] as const);
  const callbackValue = input.text('voiceCallbackValue') || undefined;
  const app = input.text('app_id') || (callbackType === 'app' ? callbackValue : undefined);
  refuseWrong(input);
  if (callbackType && !callbackValue) throw methodFailed('method failed: voiceCallbackType needs a voiceCallbackValue');
  if (app && !cloud.applications.has(app)) throw methodFailed('method failed: app_id is no application of yours');
  if (app) settings.app_id = app;
  if (callbackType && callbackType !== 'app') {
    settings.voiceCallbackType = callbackType;
    settings.voiceCallbackValue = callbackValue!;
  }
  for (const name of ['moSmppSysType', 'voiceStatusCallback'] as const) {
    const value = input.text(name);
    if (value) settings[name] = value;
  }
  const inbound = input.text('moHttpUrl');
  if (inbound && !(await answersOk(inbound))) throw methodFailed('method failed: moHttpUrl does not answer 200');
  if (inbound) settings.moHttpUrl = inbound;
  return settings;
}

/** Vonage requests the address once and accepts it only if it returns 200. */
async function answersOk(address: string): Promise<boolean> {
  if (!isWebAddress(address)) return false;
  try {
    const reply = await fetch(address, { signal: AbortSignal.timeout(INBOUND_CHECK_MS) });
    await reply.body?.cancel();
    return reply.status === 200;
  } catch {
    return false;
  }
}
