/** The call flows of an application, in the order in which the API lists them. */
export const PRESET_KINDS = ['inbound', 'outbound', 'ivr', 'custom'] as const;
export type PresetKind = (typeof PRESET_KINDS)[number];

/** Which calls a preset may answer: inbound ones, or those that an agent places. */
export const PRESETS_OF_SLOT = {
  outside: ['inbound', 'ivr', 'custom'],
  agent: ['outbound', 'custom'],
} as const satisfies Record<string, readonly PresetKind[]>;
export type PresetSlot = keyof typeof PRESETS_OF_SLOT;

/** A kind that may answer a slot's calls. */
export type PresetOfSlot<Slot extends PresetSlot> = (typeof PRESETS_OF_SLOT)[Slot][number];

/** Whether a preset may answer a slot's calls. */
export function mayAnswer<Slot extends PresetSlot>(kind: PresetKind, slot: Slot): kind is PresetOfSlot<Slot> {
  return (PRESETS_OF_SLOT[slot] as readonly PresetKind[]).includes(kind);
}
