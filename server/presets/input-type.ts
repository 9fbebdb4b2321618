/** What an old `input` says of its keys at the top level, and a present one inside `dtmf` (Vonage: NCCO §7). */
const SETTINGS = ['timeOut', 'timeout', 'maxDigits', 'submitOnHash'];

type Action = Record<string, unknown>;

/**
 * Vonage requires a `type` of every `input`, and whether one without it still runs is not known (real-cloud row 10): what
 * is sent says that it collects keys.
 */
export function withInputTypes(ncco: unknown[]): unknown[] {
  return ncco.map((action) => (isOldInput(action) ? withType(action) : action));
}

/** An asynchronous input needs no type. */
const isOldInput = (action: unknown): action is Action => {
  const { action: name, type, mode } = (action ?? {}) as Action;
  return name === 'input' && type === undefined && mode !== 'asynchronous';
};

function withType(action: Action): Action {
  const settings = Object.entries(action).filter(([key]) => SETTINGS.includes(key));
  const rest = Object.entries(action).filter(([key]) => !SETTINGS.includes(key));
  const keys = settings.map(([key, value]) => [key === 'timeout' ? 'timeOut' : key, value]);
  const dtmf = { ...(action.dtmf as object | undefined), ...Object.fromEntries(keys) };
  return { ...Object.fromEntries(rest), type: ['dtmf'], ...(Object.keys(dtmf).length > 0 && { dtmf }) };
}
