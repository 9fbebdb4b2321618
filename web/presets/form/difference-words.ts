import type { TFunction } from 'i18next';
import { formatPhone } from '../../lib/language/format';
import { stepTitle } from '../flow/step-icon';
import type { Difference } from './differences';
import { languageName, USUAL_LANGUAGE } from './languages';
import type { Whom } from './read-form';

/** Characters of a text that a sentence quotes. */
const QUOTED = 160;

/** @param language of the reader @returns one sentence: "Callers will hear “…” instead of “…”." */
export function differenceSentence(difference: Difference, t: TFunction, language: string): string {
  return t(`presets.changes.${difference.kind}`, valuesOf(difference, t, language));
}

function valuesOf(difference: Difference, t: TFunction, language: string): Record<string, string | number> {
  const spoken = (code: string | null) => languageName(code ?? USUAL_LANGUAGE, language);
  switch (difference.kind) {
    case 'says':
    case 'plays':
      return { before: quoted(difference.before), after: quoted(difference.after) };
    case 'saysNew':
    case 'saysGone':
    case 'playsNew':
    case 'playsGone':
      return { text: quoted(difference.text) };
    case 'language':
      return { text: quoted(difference.text), before: spoken(difference.before), after: spoken(difference.after) };
    case 'voice':
      return { text: quoted(difference.text), before: difference.before + 1, after: difference.after + 1 };
    case 'rings':
      return { before: whomWords(difference.before, t), after: whomWords(difference.after, t) };
    case 'ringsNew':
    case 'ringsGone':
      return { who: whomWords(difference.whom, t), seconds: difference.seconds };
    case 'seconds':
      return { who: whomWords(difference.whom, t), before: difference.before, after: difference.after };
    case 'key':
      return { digits: difference.digits, before: difference.before, after: difference.after };
    case 'keyNew':
    case 'keyGone':
      return { digits: difference.digits, user: difference.user };
    case 'otherNew':
    case 'otherGone':
      return { step: stepTitle(difference.action, '…', t) };
    case 'settings':
      return { step: difference.step, names: difference.names.join(', ') };
    default:
      return {};
  }
}

/** Jane, +44 7700 900123, or the dialed number. */
export function whomWords(whom: Whom, t: TFunction): string {
  if (whom.type === 'dialed') return t('presets.flow.dialled');
  return (whom.type === 'user' ? whom.name : formatPhone(whom.number.replace(/^\+/, ''))) || '?';
}

const quoted = (text: string) => (text.length > QUOTED ? `${text.slice(0, QUOTED - 1)}…` : text);
