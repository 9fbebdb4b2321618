import type { PromptKey } from '../doctor.js';
import type { StepName } from '../step-names.js';

export type Language = 'en' | 'ja';

interface Words {
  /** Titles of the steps. */
  step: Record<StepName, string>;
  /** What the person at the terminal is asked and told. */
  prompt: Record<PromptKey, string>;
  state: Record<'pass' | 'fail' | 'skipped', string>;
  /** Before what to do. */
  cure: string;
  summary: string;
  intro: string;
}

export const WORDS: Record<Language, Words> = {
  en: {
    step: {
      prepare: 'Prepare',
      account: 'Account, webhooks, numbers',
      session: 'An agent signs in',
      menu: 'A caller presses a key and reaches the agent',
      agentCall: 'The agent calls a phone',
      hold: 'Hold and resume',
      room: 'A pair moves into a conversation',
      ringAgent: 'Calls to the agent',
      reload: 'A long call with a reload',
      oldSession: 'The agent’s session after 16 minutes',
      regionChange: 'The application moves to another region',
      cleanUp: 'Clean up',
    },
    prompt: {
      rent: 'No number is spare. Rent +{number} for {monthly} EUR a month and {setUp} EUR for the setup? It is canceled at the end.',
      callsCost:
        'Calls between +{number} and your phone cost what your Vonage account and your phone company charge, usually a few cents a minute. Go on?',
      dial: '→ Call +{number} from your phone now.',
      dialWithheld: '→ Call +{number} from your phone with your number hidden.',
      press: '→ Press {digits} on your phone when asked.',
      answer: '→ Your phone is ringing: answer it, and stay on the line.',
      hearMusic: 'Do you hear music?',
      speak: '→ Say something into your phone.',
      hearAgent: 'Do you hear a beep?',
      waiting: 'Waiting {minutes} minutes …',
    },
    state: { pass: 'pass', fail: 'FAIL', skipped: 'skipped' },
    cure: 'To do: ',
    summary: '{passed} passed, {failed} failed, {skipped} skipped.',
    intro: 'Checks the phones of {url}. Your applications, numbers and call flows stay as they are.',
  },
  ja: {
    step: {
      prepare: '準備',
      account: 'アカウント、Webhook、番号',
      session: 'エージェントのログイン',
      menu: '発信者が番号を押してエージェントにつながる',
      agentCall: 'エージェントからの発信',
      hold: '保留と保留解除',
      room: '2人を会話に移動',
      ringAgent: 'エージェントの呼び出し',
      reload: '長い通話と再読み込み',
      oldSession: '16分後のエージェントのセッション',
      regionChange: '別のリージョンへの移動',
      cleanUp: '後片付け',
    },
    prompt: {
      rent: '空いている番号がありません。+{number}を取得しますか？月額{monthly} EUR、初期費用{setUp} EURです。最後に解約します。',
      callsCost:
        '+{number}とお使いの電話の間の通話には、Vonageと電話会社の料金がかかります（通常は1分あたり数円）。続けますか？',
      dial: '→ お使いの電話から+{number}に発信してください。',
      dialWithheld: '→ お使いの電話から、番号を非通知にして+{number}に発信してください。',
      press: '→ 案内が流れたら、電話で{digits}を押してください。',
      answer: '→ お使いの電話が鳴ります。応答し、そのままお待ちください。',
      hearMusic: '音楽が聞こえますか？',
      speak: '→ 電話に向かって何か話してください。',
      hearAgent: 'ビープ音が聞こえますか？',
      waiting: '{minutes}分待ちます…',
    },
    state: { pass: '合格', fail: '不合格', skipped: 'スキップ' },
    cure: '対処：',
    summary: '合格{passed}、不合格{failed}、スキップ{skipped}',
    intro: '{url}の電話を診断します。お使いのアプリケーション、番号、コールフローは変更しません。',
  },
};
