import type { TFunction } from 'i18next';
import type { MenuChoiceInput, PresetSlot } from '../../generated/graphql';
import { stepTitle } from '../flow/step-icon';
import { whomWords } from './difference-words';
import type { FlowText } from './differences';
import { type FormStep, RING_SECONDS, readForm } from './read-form';

/** @param slot whose calls it answers @returns what happens in a call, in short sentences */
export function flowSentence({ ncco, menu }: FlowText, slot: PresetSlot, t: TFunction): string {
  const steps = readForm(ncco) ?? [];
  if (steps.length === 0) return t('presets.flow.empty');
  return steps.map((step) => stepSentence(step, menu, slot, t)).join(' ');
}

function stepSentence(step: FormStep, menu: readonly MenuChoiceInput[], slot: PresetSlot, t: TFunction): string {
  switch (step.kind) {
    case 'say':
      return t(`presets.sentence.say.${slot}`, { text: step.text });
    case 'ring':
      return t('presets.sentence.ring', { who: whomWords(step.whom, t), seconds: step.seconds ?? RING_SECONDS });
    case 'menu':
      return t('presets.sentence.menu', {
        keys: menu
          .map(({ digits, user }) => t('presets.sentence.key', { digits, user }))
          .join(t('presets.sentence.comma')),
      });
    case 'play':
      return t('presets.sentence.play');
    case 'other':
      return t('presets.sentence.other', { step: stepTitle(step.action, '…', t) });
  }
}
