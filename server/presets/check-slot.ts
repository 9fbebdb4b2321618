import {
  mayAnswer,
  PRESETS_OF_SLOT,
  type PresetKind,
  type PresetOfSlot,
  type PresetSlot,
} from '../../shared/preset-kinds.js';
import { badInput } from '../errors.js';

const WHICH_CALLS: Record<PresetSlot, string> = { outside: 'Calls from outside', agent: 'Calls that an agent places' };

/** @returns the kind, checked to be allowed for the slot's calls. @throws BAD_INPUT (oneOf) for any other */
export function checkSlot<Slot extends PresetSlot>(kind: PresetKind, slot: Slot): PresetOfSlot<Slot> {
  if (mayAnswer(kind, slot)) return kind;
  const allowed = PRESETS_OF_SLOT[slot].map((one) => one.toUpperCase()).join(', ');
  throw badInput('kind', 'oneOf', `${WHICH_CALLS[slot]} can be answered by one of: ${allowed}.`, { allowed });
}
