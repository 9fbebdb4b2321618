import type { Finding, Params } from './report.js';
import { en } from './words/en.js';
import { ja } from './words/ja.js';
import type { Language } from './words/prompts.js';

const WORDS = { en, ja };

/** Which side placed the call, and which leg was moved first. */
const WAYS: Record<Language, Record<string, string>> = {
  en: {
    'inbound customerFirst': 'Inbound, caller first',
    'inbound agentFirst': 'Inbound, agent first',
    'outbound customerFirst': 'Outbound, called party first',
    'outbound agentFirst': 'Outbound, agent first',
  },
  ja: {
    'inbound customerFirst': '着信、発信者が先',
    'inbound agentFirst': '着信、エージェントが先',
    'outbound customerFirst': '発信、相手が先',
    'outbound agentFirst': '発信、エージェントが先',
  },
};

/** Fills `{name}` in a text. */
export const fill = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/** A finding in words, and what to do where it failed or was skipped. */
export function sentenceOf({ key, params, state }: Pick<Finding, 'key' | 'params' | 'state'>, language: Language) {
  const [text, cure]: readonly [string, string?] = WORDS[language][key];
  const how = WAYS[language][String(params.how)];
  const told = how === undefined ? params : { ...params, how };
  const isWanting = state === 'fail' || state === 'skipped';
  return { text: fill(text, told), cure: isWanting && cure ? fill(cure, told) : null };
}

/** From --lang, else from the terminal's LANG. */
export function languageOf(given: string | undefined, env: NodeJS.ProcessEnv): Language {
  return (given ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '').toLowerCase().startsWith('ja') ? 'ja' : 'en';
}
