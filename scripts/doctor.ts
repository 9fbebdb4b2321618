import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../server/config.js';
import { readPhoneNumber } from '../shared/phone-number.js';
import { createCleanUp } from './doctor/clean-up.js';
import { connectOwner } from './doctor/owner.js';
import { phonesFor, type Simulator } from './doctor/phones/phones-for.js';
import { createPrinter } from './doctor/printer.js';
import { createRentedNumber } from './doctor/rented-number.js';
import { runDoctor } from './doctor/run-doctor.js';
import { fill, languageOf } from './doctor/sentence.js';
import { createTerminal } from './doctor/terminal.js';
import { WORDS } from './doctor/words/prompts.js';

const USAGE = `npm run doctor -- [options]: checks the phones of a running server, on the simulator or on a real account
  --phone <number>   your own phone, which calls and is called (real account)
  --only <steps>     only these steps: 3,5 (1 to 8)
  --country <code>   where a number is rented if none is spare (GB)
  --region <name>    region of the application that is made for the run, such as eu-west
  --yes              accepts the price of a number, and the costs of calls
  --cloud            the real account, though VONAGE_API_KEY is not set: asks for key and secret
  --lang <language>  en or ja; as LANG says if omitted
  --json             one finding a line`;

/** On the simulator a second is a fiftieth, and sixteen minutes are two seconds. */
const SIMULATOR_PACE = { pace: 0.02, longPace: 0.002 };

const PATIENCE_MS = 20_000;
/** Someone has to look up from the terminal and dial. */
const PERSON_MS = 120_000;

function readSimulator(dataDir: string): Simulator {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'simulator.json'), 'utf8')) as Simulator;
  } catch {
    throw new Error(`No simulator has run in ${dataDir}. Start it with npm start, or add --cloud for a real account.`);
  }
}

/** @throws Error if there is no such step */
function stepsOf(text: string | undefined): number[] | null {
  if (text === undefined) return null;
  const steps = text.split(',').map(Number);
  if (steps.every((step) => Number.isInteger(step) && step >= 1 && step <= 8)) return steps;
  throw new Error(`--only is "${text}"; it must be steps from 1 to 8, such as 3,5.`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      phone: { type: 'string' },
      only: { type: 'string' },
      country: { type: 'string', default: 'GB' },
      region: { type: 'string' },
      yes: { type: 'boolean', default: false },
      cloud: { type: 'boolean', default: false },
      lang: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const only = stepsOf(values.only);
  const phone = values.phone === undefined ? null : readPhoneNumber(values.phone);
  if (phone === undefined) throw new Error(`"${values.phone}" is not a phone number with its country code.`);
  const { vonage, port, dataDir } = readConfig(process.env);
  const language = languageOf(values.lang, process.env);
  const words = WORDS[language];
  const interrupted = new AbortController();
  process.on('SIGINT', () => (interrupted.signal.aborted ? process.exit(130) : interrupted.abort()));
  process.on('SIGTERM', () => interrupted.abort());
  const { person, ask } = createTerminal(language, interrupted.signal);

  const isCloud = values.cloud || vonage.apiKey !== null;
  const simulator = isCloud ? null : readSimulator(dataDir);
  const apiKey = simulator?.apiKey ?? vonage.apiKey ?? (await ask('API key: '));
  const apiSecret = simulator?.apiSecret ?? vonage.apiSecret ?? (await ask('API secret: ', true));
  if (!apiKey || !apiSecret) throw new Error('Set VONAGE_API_KEY and VONAGE_API_SECRET, or run it in a terminal.');
  const url = `http://localhost:${port}`;
  const kind = isCloud ? 'CLOUD' : 'SIMULATOR';
  const owner = await connectOwner({ url, kind, apiKey, apiSecret, askCode: () => ask('Code: ') });

  const printer = createPrinter(language, values.json);
  if (!values.json) console.log(fill(words.intro, { url }));
  const cleanUp = createCleanUp();
  const folder = join(dataDir, 'doctor', new Date().toISOString().replace(/[:.]/g, '-'));
  const results = await runDoctor({
    ask: owner,
    vonageHost: simulator?.url ?? vonage.apiUrl,
    person,
    cleanUp,
    signal: interrupted.signal,
    only,
    country: values.country,
    region: values.region ?? null,
    yes: values.yes,
    folder,
    rented: createRentedNumber(join(dataDir, 'doctor', 'rented-number')),
    phones: (doctor) => phonesFor(doctor, { simulator, phone, yes: values.yes, withBrowser: true }),
    patience: PATIENCE_MS,
    personPatience: simulator ? PATIENCE_MS : PERSON_MS,
    ...(simulator ? SIMULATOR_PACE : { pace: 1, longPace: 1 }),
    tell: printer.tell,
  });
  printer.end(results);
  if (results.some(({ state }) => state === 'fail')) process.exitCode = 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
