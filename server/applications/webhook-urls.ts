import type { Secrets } from '../secrets.js';
import { type ApplicationRow, applicationSecret } from './applications.table.js';

/** What stands in an address that is shown to people in place of the id that only Vonage may know. */
export const HIDDEN_ID = 'hidden';

/** Where Vonage finds us. @param webhookId the application's secret one */
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

/** What an application's webhook addresses have in them: a secret of its own, or its id while they were never moved. */
export function webhookIdOf(secrets: Secrets, { id, webhookId }: Sealed): string {
  return webhookId === null ? id : secrets.decrypt(webhookId, applicationSecret('webhookId', id));
}

/** The same of the addresses before these; null where none of them works. */
export function previousWebhookIdOf(
  secrets: Secrets,
  { id, previousWebhookId }: Pick<ApplicationRow, 'id' | 'previousWebhookId'>,
): string | null {
  return previousWebhookId === null ? null : secrets.decrypt(previousWebhookId, applicationSecret('webhookId', id));
}

/** The value with these ids hidden wherever they stand in it, for whatever is kept and shown. */
export function hideIds<T>(value: T, ids: readonly string[]): T {
  const text = JSON.stringify(value);
  if (text === undefined || !ids.some((id) => text.includes(id))) return value;
  return JSON.parse(ids.reduce((shown, id) => shown.replaceAll(id, HIDDEN_ID), text));
}
