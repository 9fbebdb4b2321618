import type { Vonage as Sdk } from '@vonage/server-sdk';
import { fail } from '../errors.js';
import type { Send } from './access.js';
import { isRefusal, unreadable } from './vonage-errors.js';

/** Our webhook URLs, as Vonage should call them. */
export interface WebhookUrls {
  answer: string;
  event: string;
  fallback: string;
}

export interface NewApplication {
  name: string;
  /** PEM. Vonage stores it and never returns a private key. */
  publicKey: string;
  region: string | null;
  webhooks: WebhookUrls;
  signedCallbacks: boolean;
}

/** An application as Vonage has it. */
export interface ApplicationAtVonage {
  webhooks: { [Name in keyof WebhookUrls]: string | null };
  publicKey: string | null;
  region: string | null;
}

/** A number available for rent. Prices in EUR, as text. */
export interface OfferedNumber {
  msisdn: string;
  country: string;
  type: string;
  features: string[];
  monthlyPrice: string;
  setUpPrice: string;
}

/** A rented number as returned by Vonage. */
export interface OwnedNumber {
  msisdn: string;
  country: string;
  type: string;
  features: string[];
  /** Vonage's id of the application that the number is linked to. */
  vonageApplicationId: string | null;
  /** Settings that an update must repeat, or they are lost (Vonage: http-api §2.4). */
  kept: Record<string, string>;
}

export interface OfferQuery {
  country: string;
  pattern?: string | null;
  match: 'starts' | 'contains' | 'ends';
  type?: string | null;
  /** In addition to VOICE. */
  features?: readonly ('SMS' | 'MMS')[];
  /** 1, 2, 3 …; at most 100 per page. */
  page: number;
  size: number;
}

const MATCH = { starts: 0, contains: 1, ends: 2 } as const;
/** The only spellings that Vonage accepts (Vonage: http-api §2.2). */
const FEATURES = [['VOICE'], ['SMS', 'VOICE'], ['VOICE', 'MMS'], ['SMS', 'MMS', 'VOICE']];
const KEPT = ['moHttpUrl', 'moSmppSysType', 'voiceCallbackType', 'voiceCallbackValue', 'voiceStatusCallback'];

type SdkApplication = Awaited<ReturnType<Sdk['applications']['getApplication']>>;
type Capabilities = Parameters<Sdk['applications']['createApplication']>[0]['capabilities'];
type SdkWebhooks = NonNullable<NonNullable<Capabilities['voice']>['webhooks']>;

/** Applications, numbers and the balance of one account. */
export function createAccountApi(sdk: Sdk, send: Send) {
  async function readApplication(vonageId: string): Promise<SdkApplication> {
    const found = await sdk.applications.getApplication(vonageId);
    if (!found.id) throw unreadable();
    return found;
  }

  return {
    /** EUR. */
    balance: (): Promise<number> =>
      send(async () => {
        const { value } = await sdk.accounts.getBalance();
        if (typeof value !== 'number') throw unreadable();
        return value;
      }),

    /** @returns Vonage's id */
    createApplication: ({ name, publicKey, region, webhooks, signedCallbacks }: NewApplication): Promise<string> =>
      send(async () => {
        const voice = { webhooks: webhooksOf(webhooks), signedCallbacks, ...(region && { region }) };
        const made = await sdk.applications.createApplication({
          name,
          keys: { publicKey },
          privacy: { improveAi: false },
          capabilities: { voice },
        });
        if (!made.id) throw unreadable();
        return made.id;
      }),

    /**
     * Changes the given values and repeats the rest, because Vonage's update replaces everything (Vonage: http-api §1).
     * The SDK returns every key in two spellings, ours after Vonage's; when sent back, the later one counts.
     * @throws VONAGE_REFUSED 404 if the application is gone
     */
    updateApplication: async (vonageId: string, change: Partial<NewApplication>): Promise<void> => {
      const found = await send(() => readApplication(vonageId));
      const { voice, ...others } = found.capabilities ?? {};
      const { name = found.name, publicKey, webhooks, signedCallbacks, region } = change;
      const changed = {
        ...(signedCallbacks !== undefined && { signedCallbacks }),
        ...(region && { region }),
      };
      await send(() =>
        sdk.applications.updateApplication({
          id: vonageId,
          name,
          keys: { publicKey: publicKey ?? found.keys?.publicKey },
          ...(found.privacy && { privacy: found.privacy }),
          capabilities: {
            ...others,
            voice: { ...voice, ...changed, webhooks: { ...voice?.webhooks, ...(webhooks && webhooksOf(webhooks)) } },
          },
        }),
      );
    },

    /** All applications, including those of other programs, with their answer URLs. */
    listApplications: async (): Promise<{ id: string; answerUrl: string | null }[]> => {
      const all: { id: string; answerUrl: string | null }[] = [];
      for (let page = 1, pages = 1; page <= pages; page++) {
        const found = await send(() => sdk.applications.getApplicationPage({ page, pageSize: 100 }));
        if (typeof found.totalPages !== 'number') throw unreadable();
        pages = found.totalPages;
        for (const { id = '', capabilities } of found._embedded?.applications ?? []) {
          all.push({ id, answerUrl: capabilities?.voice?.webhooks?.answerUrl?.address ?? null });
        }
      }
      return all;
    },

    /** One application, or null if Vonage does not have it. */
    application: async (vonageId: string): Promise<ApplicationAtVonage | null> => {
      try {
        const { keys, capabilities } = await send(() => readApplication(vonageId));
        const { webhooks, region } = capabilities?.voice ?? {};
        return {
          webhooks: {
            answer: webhooks?.answerUrl?.address ?? null,
            event: webhooks?.eventUrl?.address ?? null,
            fallback: webhooks?.fallbackAnswerUrl?.address ?? null,
          },
          publicKey: keys?.publicKey ?? null,
          region: region ?? null,
        };
      } catch (error) {
        if (isRefusal(error, 404)) return null;
        throw error;
      }
    },

    deleteApplication: (vonageId: string): Promise<void> => send(() => sdk.applications.deleteApplication(vonageId)),

    /** All rented numbers. */
    ownedNumbers: async (): Promise<OwnedNumber[]> => {
      const all: OwnedNumber[] = [];
      for (let index = 1; ; index++) {
        const found = objectOf(await send(() => sdk.numbers.getOwnedNumbers({ size: 100, index })));
        const numbers = found.numbers ?? [];
        all.push(...numbers.map((number) => ownedNumber(number as Record<string, unknown>)));
        if (numbers.length === 0 || all.length >= (found.count ?? 0)) return all;
      }
    },

    /** One rented number, or null. */
    ownedNumber: async (msisdn: string): Promise<OwnedNumber | null> => {
      const query = { pattern: msisdn, searchPattern: MATCH.starts, size: 100, index: 1 };
      const found = objectOf(await send(() => sdk.numbers.getOwnedNumbers(query)));
      const number = (found.numbers ?? []).find((one) => one.msisdn === msisdn);
      return number ? ownedNumber(number as Record<string, unknown>) : null;
    },

    /** Available numbers with VOICE; `count` is the total over all pages. */
    offeredNumbers: async (query: OfferQuery): Promise<{ count: number; numbers: OfferedNumber[] }> => {
      const { country, pattern, match, type, features = [], page, size } = query;
      type Filter = Parameters<Sdk['numbers']['getAvailableNumbers']>[0];
      const filter = {
        country,
        features: FEATURES.find(
          (known) => known.length === features.length + 1 && features.every((one) => known.includes(one)),
        ),
        size,
        index: page,
        ...(pattern && { pattern, searchPattern: MATCH[match] }),
        ...(type && { type }),
      } as Filter;
      const found = objectOf(await send(() => sdk.numbers.getAvailableNumbers(filter)));
      const numbers = (found.numbers ?? []).map((number) => ({
        msisdn: number.msisdn ?? '',
        country: number.country ?? country,
        type: number.type ?? '',
        features: number.features ?? [],
        monthlyPrice: number.cost ?? '',
        setUpPrice: (number as { initialPrice?: string }).initialPrice ?? '0.00',
      }));
      return { count: found.count ?? 0, numbers };
    },

    rentNumber: (country: string, msisdn: string) =>
      send(async () => check(await sdk.numbers.buyNumber({ country, msisdn }))),

    cancelNumber: (country: string, msisdn: string) =>
      send(async () => check(await sdk.numbers.cancelNumber({ country, msisdn }))),

    /** Links a number to an application (null: to none), and keeps its other settings. */
    linkNumber: ({ country, msisdn, kept }: OwnedNumber, vonageId: string | null) =>
      send(async () =>
        check(
          await sdk.numbers.updateNumber({ country, msisdn, ...kept, ...(vonageId && { applicationId: vonageId }) }),
        ),
      ),
  };
}

function webhooksOf({ answer, event, fallback }: WebhookUrls): SdkWebhooks {
  const httpMethod = 'POST' as const;
  return {
    answerUrl: { address: answer, httpMethod },
    fallbackAnswerUrl: { address: fallback, httpMethod },
    eventUrl: { address: event, httpMethod },
  };
}

function ownedNumber(number: Record<string, unknown>): OwnedNumber {
  // "app" also names the linked application; repeating it would undo an unlinking.
  const repeated = number.voiceCallbackType === 'app' ? KEPT.filter((key) => !key.startsWith('voiceCallback')) : KEPT;
  const kept = repeated.filter((key) => typeof number[key] === 'string' && number[key] !== '');
  return {
    msisdn: String(number.msisdn),
    country: String(number.country),
    type: String(number.type ?? ''),
    features: (number.features as string[] | undefined) ?? [],
    vonageApplicationId: typeof number.app_id === 'string' ? number.app_id : null,
    kept: Object.fromEntries(kept.map((key) => [key, number[key] as string])),
  };
}

/** The Numbers API may report a refusal with status 200. */
function check({ errorCode, errorCodeLabel }: { errorCode?: string; errorCodeLabel?: string }): void {
  if (errorCode === '200') return;
  if (!errorCodeLabel) throw unreadable();
  const vonage = { title: errorCodeLabel, status: Number(errorCode) };
  throw fail('VONAGE_REFUSED', `Vonage refused: ${errorCodeLabel}`, { vonage });
}

/** The SDK returns whatever it received. */
function objectOf<T extends object>(body: T): T {
  if (typeof body !== 'object' || body === null) throw unreadable();
  return body;
}

export type AccountApi = ReturnType<typeof createAccountApi>;
