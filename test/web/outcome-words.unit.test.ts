import { createInstance } from 'i18next';
import { describe, expect, test } from 'vitest';
import { OUTCOME_KINDS, OUTCOME_REASONS } from '../../server/calls/outcome/outcome-kinds';
import { agentsOf } from '../../web/calls/call-agents';
import { OUTCOMES, type Outcome, outcomeColor, outcomeSentence } from '../../web/calls/outcome-words';
import en from '../../web/locales/en';
import ja from '../../web/locales/ja';
import { namesIn } from '../../web/users/names';

const i18n = createInstance();
await i18n.init({ lng: 'en', resources: { en: { translation: en }, ja: { translation: ja } } });
const t = { en: i18n.getFixedT('en'), ja: i18n.getFixedT('ja') };

/** Users without display names. */
const asTheyAre = (user: string) => user;

const outcome = (kind: Outcome['kind'], more: Partial<Outcome> = {}): Outcome => ({
  ...{ kind, reason: null, userName: null, detail: null },
  ...more,
});

describe('the sentence that says how a call ended', () => {
  test.each([
    [outcome('ANSWERED'), 'Answered', '応答'],
    [
      outcome('MISSED', { reason: 'NOBODY_SIGNED_IN' }),
      'Missed: no one was signed in',
      '不在着信：ログインしているエージェントがいませんでした',
    ],
    [
      outcome('ABANDONED'),
      'Abandoned: the caller hung up before anyone answered',
      '放棄：応答の前に発信者が切断しました',
    ],
    [outcome('TRANSFERRED', { userName: 'Joe' }), 'Transferred to Joe', 'Joe に転送'],
    [outcome('TRANSFERRED', { detail: '447700900002' }), 'Transferred to +44 7700 900002', '+44 7700 900002 に転送'],
    [
      outcome('LOST_IN_TRANSFER', { reason: 'NOBODY_ANSWERED', userName: 'Joe' }),
      'Lost in transfer to Joe: no one answered',
      'Joe への転送に失敗：応答がありませんでした',
    ],
    [
      outcome('BLOCKED', { reason: 'COUNTRY_NOT_ALLOWED', detail: 'FR' }),
      'Blocked: calls to France aren’t allowed',
      '発信制限：フランス への発信は許可されていません',
    ],
    [
      outcome('BLOCKED', { reason: 'HOURLY_LIMIT', detail: '60' }),
      'Blocked: the limit of 60 calls per hour is reached',
      '発信制限：1時間あたりの上限（60件）に達しています',
    ],
    [outcome('BUSY', { reason: 'ALL_BUSY', detail: '447700900002' }), 'Busy', '話し中'],
    [
      outcome('UNREACHABLE', { reason: 'NUMBER_NOT_FOUND', detail: '447700900002' }),
      'Unreachable: this number doesn’t exist',
      '接続不可：この番号は存在しません',
    ],
  ])('%j', (one, english, japanese) => {
    expect(outcomeSentence(one, t.en, asTheyAre, 'en')).toBe(english);
    expect(outcomeSentence(one, t.ja, asTheyAre, 'ja')).toBe(japanese);
  });

  test('exists for every outcome and every reason of the server, in both languages', () => {
    expect([...OUTCOMES].sort()).toEqual([...OUTCOME_KINDS].sort());
    for (const kind of OUTCOME_KINDS) {
      for (const reason of [null, ...OUTCOME_REASONS]) {
        for (const language of ['en', 'ja'] as const) {
          expect(outcomeSentence(outcome(kind, { reason }), t[language], asTheyAre, language)).not.toContain('calls.');
        }
      }
    }
  });
});

test('amber means that a caller was not taken, red that a call could not be connected', () => {
  const of = (color: string) => OUTCOME_KINDS.filter((kind) => outcomeColor(kind) === color);
  expect(of('yellow')).toEqual(['MISSED', 'ABANDONED', 'LOST_IN_TRANSFER']);
  expect(of('red')).toEqual(['BLOCKED', 'UNREACHABLE', 'FAILED']);
});

test('agents are named in the order in which they talked, and a number they transferred to comes last', () => {
  const transferred = {
    agents: ['Jane', 'Joe'],
    userName: 'Jane',
    outcome: outcome('TRANSFERRED', { userName: 'Joe' }),
  };
  expect(agentsOf(transferred, asTheyAre)).toBe('Jane → Joe');
  const toNumber = { agents: ['Jane'], userName: 'Jane', outcome: outcome('TRANSFERRED', { detail: '447700900002' }) };
  expect(agentsOf(toNumber, asTheyAre)).toBe('Jane → +44 7700 900002');
  expect(agentsOf({ agents: [], userName: 'Jane', outcome: outcome('MISSED') }, asTheyAre)).toBe('Jane');
});

test('sentences and lists call a user by the display name, and whoever has none by the user name', () => {
  const nameOf = namesIn([
    { name: 'u-17', displayName: 'Joe Black' },
    { name: 'Jane', displayName: null },
    { name: 'Ben', displayName: '' },
  ]);
  expect(outcomeSentence(outcome('TRANSFERRED', { userName: 'u-17' }), t.en, nameOf)).toBe('Transferred to Joe Black');
  const declined = outcome('DECLINED', { userName: 'u-17' });
  expect(outcomeSentence(declined, t.ja, nameOf)).not.toContain('u-17');
  const call = { agents: ['Jane', 'u-17', 'Ben', 'gone'], userName: 'gone', outcome: declined };
  expect(agentsOf(call, nameOf)).toBe('Jane → Joe Black → Ben → gone');
  expect(agentsOf({ ...call, agents: [], userName: 'u-17' }, nameOf)).toBe('Joe Black');
});
