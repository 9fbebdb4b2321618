import type { readings as en } from '../en/readings.js';
import type { Sentence } from '../sentence-shape.js';

/** What Vonage does where its documentation is silent. */
export const readings: Record<keyof typeof en, Sentence> = {
  'moved_pair.ends': [
    '接続中の2人の一方を移動すると、もう一方が切断されます。Denwabanはエージェントを呼び出し直します。',
  ],
  'moved_pair.stays': ['接続中の2人の一方を移動しても、もう一方は残ります。'],
  'users_on_region_change.stay': [
    'リージョンを変更すると、ユーザーは元のリージョンに残ります。新しいリージョンには自動で作成されます。',
  ],
  'users_on_region_change.move': ['リージョンを変更すると、ユーザーも一緒に移動します。'],
  'custom_data.text': ['custom_dataは文字列で届きます。'],
  'custom_data.object': ['custom_dataはオブジェクトで届きます。'],
  'input_without_type.runs': ['typeのないinputも動作します。'],
  'input_without_type.fails': ['typeのないinputは失敗します。Denwabanは常にtypeを付けて送ります。'],
  'early_hangup.refused': ['発信直後の通話は切断できません。Denwabanは再試行します。'],
  'early_hangup.works': ['発信直後の通話も切断できます。'],
  'idle_stop.not_found': ['再生していない音楽を止めると404が返ります。Denwabanに影響はありません。'],
  'idle_stop.works': ['再生していない音楽を止めてもエラーになりません。'],
  'no_random_number.refused': ['番号がない場合、任意の番号からの発信は拒否されます。'],
  'no_random_number.unknown': ['番号がない場合、任意の番号からの発信者は不明になります。'],
  'foreign_from.accepted': ['このアカウントの番号でない番号を発信者番号にできます。'],
  'foreign_from.refused': [
    'このアカウントの番号でない番号を発信者番号にすると拒否されます。Denwabanは自身の番号を使います。',
  ],
  'stale_session.invalid': ['古いセッションは無効と応答されます。アプリは新しいセッションを開きます。'],
  'stale_session.unknown_error': ['古いセッションへの応答は文書にないエラーです。アプリは新しいセッションを開きます。'],
  'stale_session.silence': ['古いセッションには応答がありません。アプリは5秒後に新しいセッションを開きます。'],
  'caller_users.none': ['発信者のユーザーは作成されませんでした。'],
  'caller_users.generated': ['Vonageは発信者ごとにユーザーを作成します。Denwabanでは表示しません。'],
  'renting.works': ['番号を取得できます。'],
  'renting.needs_address': [
    'この国の番号を取得するには、アカウントに住所の登録が必要です。',
    'Vonage Dashboardで住所を登録するか、--countryで別の国を指定してください。',
  ],
  'renting.not_on_trial': [
    'トライアルアカウントでは番号を取得できません。',
    'Vonage Dashboardでアカウントをアップグレードしてください。',
  ],
  'calls_to_apps.ring': ['アプリユーザーに発信できます。'],
  'calls_to_apps.refused': [
    'アプリユーザーへの発信が拒否されるため、エージェントは同僚に相談できず、中断後に呼び出し直されません。',
    'このアカウントでアプリユーザーへの発信を許可するよう、Vonageのサポートに依頼してください。それまでは電話番号で転送や相談ができます。',
  ],
};
