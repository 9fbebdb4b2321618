import { type Edit, editJson, sameJson } from './edit-json';
import { DIALED, type FormStep, isShown, OWN_NUMBER, type Whom } from './read-form';

/** A field of a step with its new value. */
export type FieldChange =
  | { field: 'text'; value: string }
  | { field: 'language'; value: string | null }
  | { field: 'voice'; value: number | null }
  | { field: 'whom'; value: Whom }
  | { field: 'seconds'; value: number | null }
  | { field: 'url'; value: string };

/**
 * Writes one changed field back into the text; everything else keeps every character.
 * @param text valid JSON, from which the step was read
 */
export function writeField(text: string, step: FormStep, change: FieldChange): string {
  const { field, value } = change;
  if (!isShown(step, field) || sameJson((step as unknown as Record<string, unknown>)[field], value)) return text;
  return editJson(text, editsOf(step, change));
}

function editsOf({ index, ...step }: FormStep, change: FieldChange): Edit[] {
  switch (change.field) {
    case 'text':
      return [{ put: change.value, at: [index, 'text'] }];
    case 'language':
      return [optional(change.value, [index, 'language'])];
    case 'voice':
      return [optional(change.value, [index, 'style'])];
    case 'seconds':
      return [optional(change.value, [index, 'timeout'])];
    case 'url':
      return [{ put: change.value, at: [index, 'streamUrl', 0] }];
    case 'whom':
      return step.kind === 'ring' ? whomEdits(index, step.whom, change.value, step.kept) : [];
  }
}

const optional = (value: string | number | null, at: (string | number)[]): Edit =>
  value === null ? { remove: at } : { put: value, at };

/** A phone is called from one of our numbers; a user sees who calls. */
function whomEdits(index: number, before: Whom, after: Whom, kept: Record<string, unknown>): Edit[] {
  const at = [index, 'endpoint', 0];
  if ((before.type === 'user') === (after.type === 'user')) {
    return [{ put: written(after), at: [...at, after.type === 'user' ? 'user' : 'number'] }];
  }
  const endpoint =
    after.type === 'user' ? { type: 'app', user: after.name } : { type: 'phone', number: written(after) };
  if (after.type === 'user') {
    return [{ put: endpoint, at }, ...('from' in kept ? [] : [{ remove: [index, 'from'] }])];
  }
  return [{ put: endpoint, at }, ...('from' in kept ? [] : [{ put: OWN_NUMBER, at: [index, 'from'] }])];
}

function written(whom: Whom): string {
  if (whom.type === 'user') return whom.name;
  return whom.type === 'number' ? whom.number : DIALED;
}

export const STEP_KINDS = ['say', 'person', 'number', 'play', 'menu'] as const;
export type NewStepKind = (typeof STEP_KINDS)[number];

/**
 * Adds a step before the one with this index, or at the end.
 * @param language of the new step's voice
 */
export function addStep(text: string, index: number, kind: NewStepKind, language: string | null = null): string {
  return editJson(text, [{ insert: newAction(kind, language), at: [index] }]);
}

/** Removes a step with all of its settings. */
export const removeStep = (text: string, index: number): string => editJson(text, [{ remove: [index] }]);

function newAction(kind: NewStepKind, language: string | null): object {
  switch (kind) {
    case 'say':
      return { action: 'talk', text: '', ...(language !== null && { language }) };
    case 'person':
      return { action: 'connect', endpoint: [{ type: 'app', user: '' }] };
    case 'number':
      return { action: 'connect', from: OWN_NUMBER, endpoint: [{ type: 'phone', number: '' }] };
    case 'play':
      return { action: 'stream', streamUrl: [''] };
    case 'menu':
      return { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: ['DTMF_URL'] };
  }
}
