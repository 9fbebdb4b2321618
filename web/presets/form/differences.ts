import type { MenuChoiceInput } from '../../generated/graphql';
import { sameJson } from './edit-json';
import { USUAL_LANGUAGE } from './languages';
import { type FormStep, RING_SECONDS, readForm, type Whom } from './read-form';

/** A preset's text. */
export interface FlowText {
  ncco: unknown;
  menu: readonly MenuChoiceInput[];
}

/** One thing that a caller or an agent will notice. */
export type Difference =
  | { kind: 'says' | 'plays'; before: string; after: string }
  | { kind: 'saysNew' | 'saysGone' | 'playsNew' | 'playsGone'; text: string }
  | { kind: 'language'; text: string; before: string | null; after: string | null }
  | { kind: 'voice'; text: string; before: number; after: number }
  | { kind: 'rings'; before: Whom; after: Whom }
  | { kind: 'ringsNew' | 'ringsGone'; whom: Whom; seconds: number }
  | { kind: 'seconds'; whom: Whom; before: number; after: number }
  | { kind: 'menuNew' | 'menuGone' }
  | { kind: 'key'; digits: string; before: string; after: string }
  | { kind: 'keyNew' | 'keyGone'; digits: string; user: string }
  /** A step without words of its own. @param action of the NCCO */
  | { kind: 'otherNew' | 'otherGone'; action: string }
  /** Settings that only the JSON shows. @param step from 1 */
  | { kind: 'settings'; step: number; names: string[] };

/** What changes from one text to another, in the order of the call. */
export function differences(before: FlowText, after: FlowText): Difference[] {
  const pairs = aligned(readForm(before.ncco) ?? [], readForm(after.ncco) ?? []);
  return [...pairs.flatMap(([one, other]) => stepDifferences(one, other)), ...keyDifferences(before.menu, after.menu)];
}

type Pair = [before: FormStep | undefined, after: FormStep | undefined];

/** Replacing a step costs more than leaving one out, and less than leaving one out and adding one. */
const COST = { changed: 1, missing: 0.6 };

/** Pairs the steps of two texts so that as little as possible changes. */
function aligned(before: FormStep[], after: FormStep[]): Pair[] {
  const costs = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const cost = (row: number, column: number) => costs[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = before.length; row >= 0; row -= 1) {
    for (let column = after.length; column >= 0; column -= 1) {
      if (row === before.length && column === after.length) continue;
      costs[row]![column] = Math.min(
        cost(row + 1, column + 1) + pairCost(before[row], after[column]),
        cost(row + 1, column) + COST.missing,
        cost(row, column + 1) + COST.missing,
      );
    }
  }
  const pairs: Pair[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const best = cost(row, column);
    if (best === cost(row + 1, column + 1) + pairCost(before[row], after[column])) {
      pairs.push([before[row++], after[column++]]);
    } else if (best === cost(row + 1, column) + COST.missing) pairs.push([before[row++], undefined]);
    else pairs.push([undefined, after[column++]]);
  }
  return pairs;
}

function pairCost(before: FormStep | undefined, after: FormStep | undefined): number {
  if (!before || !after || before.kind !== after.kind) return Number.POSITIVE_INFINITY;
  if (before.kind === 'other' && after.kind === 'other' && before.action !== after.action)
    return Number.POSITIVE_INFINITY;
  return sameJson({ ...before, index: 0 }, { ...after, index: 0 }) ? 0 : COST.changed;
}

function stepDifferences(before: FormStep | undefined, after: FormStep | undefined): Difference[] {
  if (!before || !after) return [wholeStep((before ?? after)!, after ? 'New' : 'Gone')];
  const names = [...new Set([...Object.keys(before.kept), ...Object.keys(after.kept)])].filter(
    (name) => !sameJson(before.kept[name], after.kept[name]),
  );
  const settings: Difference[] = names.length > 0 ? [{ kind: 'settings', step: after.index + 1, names }] : [];
  return [...fieldDifferences(before, after), ...settings];
}

function wholeStep(step: FormStep, how: 'New' | 'Gone'): Difference {
  switch (step.kind) {
    case 'say':
      return { kind: `says${how}`, text: step.text };
    case 'play':
      return { kind: `plays${how}`, text: step.url };
    case 'ring':
      return { kind: `rings${how}`, whom: step.whom, seconds: step.seconds ?? RING_SECONDS };
    case 'menu':
      return { kind: `menu${how}` };
    case 'other':
      return { kind: `other${how}`, action: step.action };
  }
}

function fieldDifferences(before: FormStep, after: FormStep): Difference[] {
  if (before.kind === 'say' && after.kind === 'say') {
    const { text } = after;
    return changes(
      before.text !== text && { kind: 'says', before: before.text, after: text },
      (before.language ?? USUAL_LANGUAGE) !== (after.language ?? USUAL_LANGUAGE) && {
        kind: 'language',
        text,
        before: before.language,
        after: after.language,
      },
      (before.voice ?? 0) !== (after.voice ?? 0) && {
        kind: 'voice',
        text,
        before: before.voice ?? 0,
        after: after.voice ?? 0,
      },
    );
  }
  if (before.kind === 'play' && after.kind === 'play') {
    return changes(before.url !== after.url && { kind: 'plays', before: before.url, after: after.url });
  }
  if (before.kind === 'ring' && after.kind === 'ring') {
    const { whom } = after;
    const [was, is] = [before.seconds ?? RING_SECONDS, after.seconds ?? RING_SECONDS];
    return changes(
      !sameJson(before.whom, whom) && { kind: 'rings', before: before.whom, after: whom },
      was !== is && { kind: 'seconds', whom, before: was, after: is },
    );
  }
  return [];
}

const changes = (...found: (Difference | false)[]): Difference[] => found.filter((one) => one !== false);

function keyDifferences(before: readonly MenuChoiceInput[], after: readonly MenuChoiceInput[]): Difference[] {
  const keys = [...new Set([...before, ...after].map(({ digits }) => digits))];
  return keys.flatMap((digits): Difference[] => {
    const was = before.find((choice) => choice.digits === digits)?.user;
    const is = after.find((choice) => choice.digits === digits)?.user;
    if (was === is) return [];
    if (was === undefined) return [{ kind: 'keyNew', digits, user: is ?? '' }];
    if (is === undefined) return [{ kind: 'keyGone', digits, user: was }];
    return [{ kind: 'key', digits, before: was, after: is }];
  });
}
