import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import type { i18n } from 'i18next';
import { SimulatorAway } from './handset/handset';
import { countryName } from './language/format';

/** An error from the server: the page makes its sentence from code, rule and params. */
export interface Problem {
  code: string;
  /** Input path with dots, such as `input.name`. */
  field?: string;
  rule?: string;
  params?: Record<string, string | number | boolean>;
  /** Seconds. */
  retryAfter?: number;
  /** Vonage's own words. */
  vonage?: { title?: string; detail?: string; status?: number };
  /** Reference number of its entry in the server's log. */
  reference?: string;
  /** The server's message in English: shown if the page has no sentence for it. */
  message: string;
}

/** Reads any error that Apollo Client or fetch throws. */
export function problemOf(error: unknown): Problem {
  if (CombinedGraphQLErrors.is(error)) {
    const [first] = error.errors;
    if (first) return { code: 'INTERNAL', ...first.extensions, message: first.message };
  }
  if (ServerError.is(error))
    return { code: error.statusCode === 429 ? 'LIMIT' : 'UNAVAILABLE', message: error.message };
  if (error instanceof SimulatorAway) return { code: 'SIMULATOR_AWAY', message: error.message };
  if (error instanceof TypeError) return { code: 'OFFLINE', message: error.message };
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}

/** @returns the sentence in the reader's language; the server's message if there is none */
export function problemSentence(problem: Problem, { t, exists, language }: i18n): string {
  const { code, field, rule, params, vonage, retryAfter } = problem;
  const keys = [...(rule ? [`errors.${code}.${rule}`] : []), `errors.${code}.general`];
  const known = keys.find((key) => exists(key));
  if (!known) return problem.message;
  const country = params?.country && countryName(String(params.country), language);
  const none = { name: '', msisdn: '', title: '', detail: '' };
  const sentence = t(known, { ...none, ...params, ...(country && { country }), ...vonage, retryAfter });
  const label = `errors.field.${field?.split('.').pop()}`;
  return code === 'BAD_INPUT' && exists(label) ? t('errors.inField', { field: t(label), sentence }) : sentence;
}
