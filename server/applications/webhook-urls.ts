import type { Secrets } from '../secrets.js';
import { type ApplicationRow, applicationSecret } from './applications.table.js';

/** Shown to people instead of the id that only Vonage may know. */
export const HIDDEN_ID = 'hidden';

/** Webhook URLs. @param webhookId secret id of the application */
export function webhookUrls(publicUrl: string, webhookId: string) {
  const endpoint = (name: string) => `${publicUrl}/webhooks/${webhookId}/${name}`;
  return {
    answer: endpoint('answer'),
    event: endpoint('event'),
    fallback: endpoint('fallback'),
    dtmf: endpoint('dtmf'),
  };
}

type Sealed = Pick<ApplicationRow, 'id' | 'webhookId'>;

/** The id in an application's webhook URLs: a secret one, or the application's own if never replaced. */
export function webhookIdOf(secrets: Secrets, { id, webhookId }: Sealed): string {
  return webhookId === null ? id : secrets.decrypt(webhookId, applicationSecret('webhookId', id));
}

/** The same for the previous URLs; null if none is valid. */
export function previousWebhookIdOf(
  secrets: Secrets,
  { id, previousWebhookId }: Pick<ApplicationRow, 'id' | 'previousWebhookId'>,
): string | null {
  return previousWebhookId === null ? null : secrets.decrypt(previousWebhookId, applicationSecret('webhookId', id));
}

/** Replaces these ids everywhere in a value, before it is stored or shown. */
export function hideIds<T>(value: T, ids: readonly string[]): T {
  const text = JSON.stringify(value);
  if (text === undefined || !ids.some((id) => text.includes(id))) return value;
  return JSON.parse(ids.reduce((shown, id) => shown.replaceAll(id, HIDDEN_ID), text));
}
