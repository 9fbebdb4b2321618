import { at, type FindingCode, finding, type NccoFinding } from './ncco-findings.js';
import { FORMATS } from './ncco-rule-kinds.js';
import { hasStyle, stylesOf } from './tts-styles.js';

/** An action before it is validated: its values may be wrong. */
type Read = Record<string, unknown>;
type Say = (code: FindingCode, key?: string, params?: NccoFinding['params']) => void;

const SPEECH_TAG = /<(speak|break|emphasis|lang|phoneme|prosody|say-as|p|s|sub)[\s/>]/i;

/** Rules across several keys or actions (ncco §9). */
export function crossFindings(actions: Read[]): NccoFinding[] {
  const findings: NccoFinding[] = [];
  for (const [index, action] of actions.entries()) {
    const path = at('$', index);
    const say: Say = (code, key, params = {}) => {
      findings.push(finding(key ? `${path}.${key}` : path, code, { ...(key && { key }), ...params }));
    };
    WITHIN[String(action.action)]?.(action, say);
  }
  return [...findings, ...sequence(actions)];
}

/** Rules inside one action. */
const WITHIN: Record<string, (action: Read, say: Say) => void> = {
  talk({ text, language, style }, say) {
    if (typeof text === 'string' && SPEECH_TAG.test(text) && !/^\s*<speak[\s>]/i.test(text))
      say('ssmlNotWrapped', 'text');
    if (typeof language !== 'string' || !FORMATS.language.test(language)) return;
    const styles = stylesOf(language);
    if (styles === undefined) say('languageUnknown', 'language', { language });
    else if (Number.isInteger(style) && !hasStyle(styles, style as number)) {
      say('styleUnknown', 'style', { language, styles });
    }
  },

  record({ channels, split }, say) {
    if (typeof channels === 'number' && channels > 1 && split === undefined)
      say('needs', 'channels', { other: 'split' });
  },

  conversation(action, say) {
    if (action.transcription !== undefined && action.record !== true)
      say('needs', 'transcription', { other: 'record' });
    muteExcludesCanSpeak(action, say);
  },

  transfer: muteExcludesCanSpeak,

  connect(action, say) {
    const { from, randomFromNumber, endpoint, machineDetection } = action;
    if (from !== undefined && randomFromNumber === true) say('excludes', 'from', { other: 'randomFromNumber' });
    // Values under an old key are present under both keys.
    const finer = ['advanced_machine_detection', 'advancedMachineDetection'].find((key) => action[key] !== undefined);
    if (machineDetection !== undefined && finer) say('overrides', finer, { other: 'machineDetection' });
    const callee = Array.isArray(endpoint) && endpoint.length === 1 ? (endpoint[0] as Read | null) : null;
    if (typeof callee !== 'object' || callee === null) return;
    if (callee.type === 'phone' && typeof from === 'string' && from !== '') {
      if (!FORMATS.phoneNumber.test(from)) say('format', 'from', { format: 'phoneNumber' });
      else if (from.startsWith('+')) say('plusSign', 'from');
    }
    if (callee.type === 'sip') {
      if (callee.uri === undefined && callee.domain === undefined) {
        say('needsOneOf', 'endpoint[0]', { key: 'uri', other: 'domain' });
      }
      const other = ['domain', 'user'].find((key) => callee[key] !== undefined);
      if (callee.uri !== undefined && other) say('excludes', 'endpoint[0].uri', { key: 'uri', other });
    }
    const authorization = callee.authorization as Read | undefined | null;
    if (callee.type === 'websocket' && authorization?.type === 'custom' && authorization.value === undefined) {
      say('needs', 'endpoint[0].authorization', { key: 'custom', other: 'value' });
    }
  },

  input({ type, mode, dtmf, speech }, say) {
    if (type === undefined) say('inputWithoutType');
    const settings = { dtmf, speech };
    for (const [key, value] of Object.entries(settings)) {
      const lacks = Array.isArray(type) && type.length > 0 && !type.includes(key);
      if (value !== undefined && lacks && mode !== 'asynchronous') say('typeLacks', key);
    }
    if (mode !== 'asynchronous') return;
    if (dtmf !== undefined) say('asynchronousInput', 'dtmf');
    if (speech !== undefined) say('asynchronousInput', 'speech');
    else if (Array.isArray(type) && type.includes('speech')) say('asynchronousInput', 'type', { key: 'speech' });
  },
};

function muteExcludesCanSpeak({ mute, canSpeak }: Read, say: Say) {
  if (mute === true && canSpeak !== undefined) say('excludes', 'mute', { other: 'canSpeak' });
}

/** Rules between actions. */
function sequence(actions: Read[]): NccoFinding[] {
  const findings: NccoFinding[] = [];
  const lastConnect = actions.findLastIndex((action) => action.action === 'connect');
  /** Where bargeIn was set, until its input follows: it applies to all prompts in between (ncco §7). */
  let bargeIn = -1;
  let ended = false;

  for (const [index, action] of actions.entries()) {
    const prompt = action.action === 'talk' || action.action === 'stream';
    if (prompt && action.bargeIn === true && bargeIn < 0) bargeIn = index;
    if (prompt && action.loop === 0 && bargeIn < 0) findings.push(finding(`$[${index}].loop`, 'endless'));
    if (!prompt && bargeIn >= 0) {
      if (action.action !== 'input' && action.action !== undefined) {
        findings.push(finding(`$[${bargeIn}].bargeIn`, 'bargeInNeedsInput'));
      }
      bargeIn = -1;
    }
    const blocking = ['endOnSilence', 'timeOut', 'endOnKey'].find((key) => action[key] !== undefined);
    if (action.action === 'record' && blocking && lastConnect > index) {
      findings.push(finding(`$[${index}].${blocking}`, 'recordBlocks', { key: blocking }));
    }
    if (!ended && index + 1 < actions.length && (action.action === 'conversation' || action.action === 'transfer')) {
      ended = true;
      findings.push(finding(`$[${index + 1}]`, 'unreachable', { action: action.action }));
    }
  }
  if (bargeIn >= 0) findings.push(finding(`$[${bargeIn}].bargeIn`, 'bargeInNeedsInput'));
  return findings;
}
