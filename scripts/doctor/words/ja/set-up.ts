import type { setUp as en } from '../en/set-up.js';
import type { Sentence } from '../sentence-shape.js';

/** Of the setup without a call, and of what a run makes for itself. */
export const setUp: Record<keyof typeof en, Sentence> = {
  'setUp.credentials.accepted': ['APIキーとシークレットはVonageに認証されました。'],
  'setUp.credentials.refused': [
    'APIキーとシークレットがVonageに認証されません。',
    'Vonage Dashboardのキーとシークレットで、Denwabanにログインし直してください。',
  ],
  'setUp.credentials.unreachable': [
    'Vonageに接続できません。',
    'このサーバーのインターネット接続を確認してから、もう一度実行してください。',
  ],
  'setUp.balance.enough': ['残高：{detail} EUR'],
  'setUp.balance.low': ['残高が{detail} EURしかありません。', 'Vonage Dashboardでチャージしてください。'],
  'setUp.balance.unknown': ['残高を取得できませんでした。'],
  'setUp.publicUrl.reachable': ['PUBLIC_URL（{detail}）からこのサーバーに接続できます。'],
  'setUp.publicUrl.thisMachine': ['PUBLIC_URLにこのマシンから接続できます。シミュレーターにはこれで十分です。'],
  'setUp.publicUrl.loopback': [
    'PUBLIC_URL（{detail}）はこのマシンでしか使えません。',
    'PUBLIC_URLに、インターネットから接続できるhttpsのアドレスを設定してください。',
  ],
  'setUp.publicUrl.name': [
    'PUBLIC_URLのホスト名が見つかりません（{detail}）。',
    'PUBLIC_URLの綴りとDNSレコードを確認してください。',
  ],
  'setUp.publicUrl.refused': [
    'PUBLIC_URLに接続できません（{detail}）。',
    'サーバーの手前にあるプロキシとファイアウォールを確認してください。',
  ],
  'setUp.publicUrl.certificate': [
    'PUBLIC_URLの証明書が無効です（{detail}）。',
    '公的な認証局の証明書を設定してください。Vonageはそれ以外を受け付けません。',
  ],
  'setUp.publicUrl.timeOut': [
    'PUBLIC_URLが時間内に応答しません。',
    'サーバーの手前にあるプロキシとファイアウォールを確認してください。',
  ],
  'setUp.publicUrl.status': [
    'PUBLIC_URLの応答はステータス{detail}です。',
    'プロキシが/webhooksをそのままこのサーバーに渡すように設定してください。',
  ],
  'setUp.publicUrl.otherServer': [
    'PUBLIC_URLで別のサーバーが応答しています。',
    'PUBLIC_URLをこのサーバーのアドレスにするか、すべてのサーバーで同じAPP_SECRETを使ってください。',
  ],
  'setUp.publicUrl.broken': [
    'PUBLIC_URLを確認できません（{detail}）。',
    'サーバーの手前にあるプロキシを確認してください。',
  ],
  'setUp.signatures.verified': ['Webhookの署名を検証できました。署名シークレットは正しく設定されています。'],
  'setUp.signatures.notSeen': ['署名付きのWebhookがまだ届いていないため、署名シークレットは未確認です。'],
  'setUp.signatures.unknown': [
    '署名シークレットが設定されていません。',
    '設定画面で入力してください。Vonage DashboardのAPI設定にあります。',
  ],
  'setUp.signatures.secret': [
    '別のシークレットで署名されているため、VonageのWebhookが拒否されています。',
    'Vonage Dashboardの署名シークレットを設定画面で入力してください。',
  ],
  'setUp.signatures.clock': [
    'Webhookの時刻がこのサーバーの時計と合わないため、VonageのWebhookが拒否されています。',
    'サーバーの時計を合わせてください。時刻同期（NTP）の利用をおすすめします。',
  ],
  'setUp.signatures.unsigned': [
    'VonageのWebhookに署名がありません。',
    'Vonage Dashboardで、アプリケーションの署名付きWebhookを有効にしてください。',
  ],
  'setUp.signatures.other': [
    '署名が内容と一致しないため、VonageのWebhookが拒否されています。',
    'サーバーの手前にあるプロキシが、Webhookを変更せずに渡すように設定してください。',
  ],
  'setUp.signatures.off': ['WEBHOOK_SIGNATURESがoffです。', 'WEBHOOK_SIGNATURESをonにしてください。'],
  'setUp.applications.none': [
    'アプリケーションがまだありません。',
    'Denwabanの「アプリケーション」で作成してください。',
  ],
  'setUp.webhooks.right': ['{about}：VonageのWebhookアドレスはこのサーバーのものと一致しています。'],
  'setUp.webhooks.differ': [
    '{about}：VonageのWebhookの送信先が別のアドレスになっています。',
    'Denwabanでこのアプリケーションを開き、Webhookアドレスを変更してください。',
  ],
  'setUp.webhooks.gone': [
    '{about}：このアプリケーションはVonageにもう存在しません。',
    'Denwabanで削除し、新しく作成してください。',
  ],
  'setUp.keyPair.right': ['{about}：鍵ペアは一致しています。'],
  'setUp.keyPair.differs': [
    '{about}：Vonageの公開鍵が異なるため、エージェントのログインも通話の操作もできません。',
    'Denwabanでこのアプリケーションを開き、鍵ペアを変更してください。',
  ],
  'setUp.region.set': ['{about}：リージョンは{detail}です。'],
  'setUp.region.unset': [
    '{about}：リージョンが未設定のため、通話とエージェントのリージョンが異なり、互いに聞こえないことがあります。',
    'アプリケーションの設定で、番号と同じリージョンを選択してください。',
  ],
  'setUp.users.some': ['{about}：ユーザーが登録されています。'],
  'setUp.users.none': ['{about}：ユーザーがいません。', '「ユーザー」で作成してください。'],
  'setUp.users.refused': [
    '{about}：Vonageからユーザーの一覧を取得できません。',
    'Denwabanでこのアプリケーションを開き、鍵ペアを変更してください。',
  ],
  'setUp.numbers.linked': ['{about}：番号は{detail}です。'],
  'setUp.numbers.none': ['{about}：番号がありません。', '「番号」で取得するか、割り当ててください。'],
  'setUp.numbers.notLinked': [
    '{about}：{detail}への着信がこのアプリケーションに届きません。',
    'Denwabanで番号の割り当てを解除し、もう一度割り当ててください。',
  ],
  'setUp.numbers.unknown': ['{about}：番号をVonageから取得できませんでした。'],
  'own.leftover': ['前回の実行で残ったアプリケーションを削除しました。'],
  'own.application': ['診断用のアプリケーションを作成しました。お使いのアプリケーションは変更しません。'],
  'own.region': ['診断用アプリケーションのリージョンは{region}です。'],
  'own.noRegion': ['診断用アプリケーションのリージョンは未設定です。--regionで指定できます。'],
  'own.spareNumber': ['どのアプリケーションにも割り当てられていない+{number}を使います。'],
  'own.rentedNumber': ['+{number}を取得しました（月額{monthly} EUR、初期費用{setUp} EUR）。'],
  'own.notRented': [
    '空いている番号がなく、取得もしませんでした。+{number}は月額{monthly} EUR、初期費用{setUp} EURです。',
    '--yesを付けて実行するか、不要な番号の割り当てを解除してください。',
  ],
  'own.noOffer': ['{country}で取得できる番号がありません。', '--countryで別の国を指定してください。'],
  'own.kept': ['Webhook{count}件を、電話番号を除いて{folder}に保存しました。'],
  'own.removed': ['診断で作成したものをすべて削除しました。'],
  'own.left': [
    '{what}を削除できませんでした：{reason}',
    'もう一度実行するか、Vonage Dashboardで削除してください。番号は解約するまで料金がかかります。',
  ],
  'run.interrupted': ['中断されました。'],
  'run.broke': ['このステップを続けられませんでした：{reason}'],
  'run.no.number': ['番号が必要です。', '番号がない理由は上の行を参照してください。'],
  'run.no.phone': ['電話が必要です。', 'ターミナルで、--phoneにご自分の電話番号を指定して実行してください。'],
  'run.no.agent': [
    'エージェントの電話としてChromiumが必要です。',
    'ChromiumかChromeをインストールするか、CHROMIUM_PATHを設定してください。npm installは--omit=devなしで実行してください。',
  ],
  'run.no.browser': [
    'Client SDKを動かすChromiumが必要です。',
    'ChromiumかChromeをインストールするか、CHROMIUM_PATHを設定してください。npm installは--omit=devなしで実行してください。',
  ],
};
