import type { Page } from 'playwright-core';
import { createTestApp, type TestApp, type TestAppOptions } from './test-app.js';
import { waitFor } from './wait-for.js';

const FIRST_CALL = /* GraphQL */ `
  query FirstCall($applicationId: ID!, $number: String!) {
    calls(applicationId: $applicationId, number: $number, first: 5) { nodes { id live } }
  }
`;

/** A set-up contact center with two agents, where one caller has called and hung up. */
export async function openOffice(options: TestAppOptions = {}) {
  const app: TestApp = await createTestApp({ web: true, ...options });
  const application = await (await app.connectAccount()).createApplication();
  const { msisdn } = await application.rentNumber();
  for (const name of ['Jane', 'Joe']) await application.addUser(name);
  const agent = await application.signInAgent('Jane', 'j');
  const callId = await callOnce(app, application.id, { from: '447700900001', to: msisdn });
  return { app, applicationId: application.id, callId, agent, msisdn };
}

/** @param from a caller who has not called before @returns id of the call, which has ended */
export async function callOnce(
  app: TestApp,
  applicationId: string,
  { from, to }: { from: string; to: string },
): Promise<string> {
  const control = (path: string, body: object) =>
    app.control('POST', `/phones${path}`, body) as Promise<{ id: string }>;
  type Calls = { calls: { nodes: { id: string; live: boolean }[] } };
  const calls = async () => (await app.ask<Calls>(FIRST_CALL, { applicationId, number: from })).calls.nodes;
  const { id } = await control('', { number: from });
  await control(`/${id}/dial`, { to });
  await waitFor(async () => (await calls()).length > 0);
  await control(`/${id}/hangup`, {});
  const [call] = await waitFor(async () => {
    const all = await calls();
    return all.length > 0 && all.every(({ live }) => !live) ? all : undefined;
  });
  return call!.id;
}

export interface Place {
  path: string;
  /** Text on this page that is not on the previous one: in English and in Japanese. */
  en: string;
  ja: string;
}

/** Every page of the app, as it is in the office above. */
export function pagesOf({ applicationId, callId }: { applicationId: string; callId: string }): Place[] {
  return [
    { path: '', en: 'Calls by hour', ja: '時間帯別の通話' },
    { path: 'applications', en: 'New application', ja: '新しいアプリケーション' },
    { path: `applications/${applicationId}`, en: 'Generate new key pair', ja: '新しい鍵ペアを生成' },
    { path: 'calls', en: '+44 7700 900001', ja: '+44 7700 900001' },
    { path: `calls/${callId}`, en: 'Legs', ja: 'レッグ（通話区間）' },
    { path: 'settings', en: 'App Settings', ja: 'アプリ設定' },
    { path: 'settings?calls=FROM_OUTSIDE&preset=IVR', en: 'Key 1: Jane', ja: 'キー1：Jane' },
    { path: 'presets', en: 'Design what callers hear', ja: 'コールフロー（発信者が聞く内容' },
    { path: 'presets/ivr', en: 'Key 2: Joe', ja: 'キー2：Joe' },
    { path: 'numbers', en: 'The phone numbers that people can call.', ja: '着信に使う電話番号を管理します。' },
    { path: 'users', en: 'New User', ja: '新規ユーザー' },
    { path: 'events', en: 'Events', ja: 'イベント' },
    { path: 'sdk', en: 'SDK Integration', ja: 'SDK連携' },
    { path: 'api', en: 'Authentication', ja: '認証方法' },
    { path: 'people', en: 'Team & security', ja: 'チームとセキュリティ' },
    { path: 'account', en: 'Reset everything', ja: 'すべてリセット' },
    { path: 'phone', en: 'Simulated phones', ja: 'シミュレーター上の電話です' },
    { path: 'console', en: 'Log in as Joe', ja: 'Joe としてログイン' },
    { path: 'console?user=Jane', en: 'Allow microphone access', ja: 'マイクを許可してください' },
  ];
}

/** Connects the simulator's account, in the language of the page. */
export async function signIn(page: Page, language: 'en' | 'ja'): Promise<void> {
  const name = language === 'ja' ? 'シミュレーターで始める' : 'Start with the simulator';
  await page.getByRole('button', { name }).click();
  await page.waitForURL('**/u/a/');
}
