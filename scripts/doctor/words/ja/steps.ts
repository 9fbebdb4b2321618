import type { steps as en } from '../en/steps.js';
import type { Sentence } from '../sentence-shape.js';

/** Of the steps with calls. */
export const steps: Record<keyof typeof en, Sentence> = {
  'session.userRegion': ['Vonageでのユーザーのアドレスは{href}です。'],
  'session.otherRegion': [
    'ユーザーのリージョンは{region}、アプリケーションは{wanted}のため、エージェントが呼び出されません。',
    'アプリケーションのリージョンを番号と同じリージョンに変更してください。ユーザーも移動します。',
  ],
  'session.noUserLink': ['Vonageの応答にユーザーの所在がありません。'],
  'session.noUser': [
    'Vonageのユーザー一覧に診断用のユーザーがありません（ステータス{status}）。',
    'アプリケーションの鍵ペアを確認してください。',
  ],
  'session.signedIn': ['Client SDKは{seconds}秒でログインしました。'],
  'session.slow': [
    'Client SDKのログインに{seconds}秒かかりました。',
    'このマシンのネットワークと、アプリケーションのリージョンを確認してください。',
  ],
  'session.refused': [
    'Client SDKでログインできません：{code}',
    'アプリケーションのリージョンと、*.vonage.comへの接続を確認してください。',
  ],
  'session.resumed': ['再読み込みの後もセッションは継続します。'],
  'session.notResumed': ['再読み込みの後、セッションは継続しません（{code}）。アプリは新しいセッションを開きます。'],
  'session.waiting': ['続きは{minutes}分後、最後に確認します。'],
  'session.oldCode': ['{minutes}分後、古いセッションに対するVonageのコードは{code}です。'],
  'session.oldWorks': ['{minutes}分後も古いセッションを使えます。'],
  'session.newAfterOld': ['その後、新しいセッションを開けます。'],
  'session.stuck': [
    'その後、新しいセッションを開けません：{code}',
    'このコードをVonageのサポートに連絡してください。解決するまで、エージェントはページの再読み込みが必要です。',
  ],
  'call.noWebhook': [
    '通話のWebhookが届きませんでした。',
    '{url}にインターネットから接続できることと、設定画面の署名シークレットを確認してください。',
  ],
  'call.agentNotRung': [
    'エージェントの電話が鳴りません。',
    'アプリケーションのリージョンを確認してください。エージェントと通話は同じリージョンである必要があります。',
  ],
  'call.phoneNotRung': [
    '+{number}に発信されません。',
    '発信ルール、残高、この国への発信が許可されているかを確認してください。',
  ],
  'call.phoneNotAnswered': [
    '時間内に応答がありませんでした。',
    'このステップをもう一度実行し、電話に応答してください。',
  ],
  'menu.answerWebhook': ['着信がこのサーバーに届きました。'],
  'menu.regionUrl': ['この通話のアドレスは{url}です。'],
  'menu.otherRegion': [
    'この通話のアドレスは{url}ですが、アプリケーションのリージョンは{wanted}です。',
    'アプリケーションのリージョンを変更し、VonageとDenwabanの設定を一致させてください。',
  ],
  'menu.noRegionUrl': ['この通話にはリージョンのアドレスがありません。'],
  'menu.keys': ['押された番号が届きました。'],
  'menu.noKeys': ['押された番号が届きませんでした。', 'もう一度実行し、案内に従って1を押してください。'],
  'menu.sameLeg': ['Client SDKとWebhookで、エージェントのレッグのIDが一致しています。'],
  'menu.otherLeg': [
    'エージェント側のレッグのIDは{leg}、Webhookでは{uuid}です。',
    '保存されたWebhookを添えて報告してください。コンソールで通話を特定できません。',
  ],
  'menu.booked': ['通話はエージェントのものとして表示されます。'],
  'menu.notBooked': [
    '通話がエージェントのものとして表示されません。',
    '保存されたWebhookを添えて報告してください。想定外の内容があります。',
  ],
  'menu.silentInput': [
    'typeのないinputの後、何も届きません。',
    'ご自分のプログラムでinputを使うときは"type": ["dtmf"]を付けてください。',
  ],
  'agentCall.fromUser': ['応答Webhookにエージェントの名前があります。'],
  'agentCall.noFromUser': [
    '応答Webhookの発信者が、エージェントではなく{user}になっています。',
    '保存されたWebhookを添えて報告してください。発信と着信を区別できません。',
  ],
  'agentCall.noCustomData': ['応答Webhookにcustom_dataがありません。', '保存されたWebhookを添えて報告してください。'],
  'agentCall.asCaptured': ['エージェントのレッグのイベントは想定どおりです。'],
  'agentCall.otherEvents': ['エージェントのレッグのイベントが異なります：from {from}、to {to}、{statuses}'],
  'agentCall.fewEvents': ['エージェントのレッグのイベントが不足しています：{statuses}'],
  'agentCall.booked': ['通話はエージェントの発信として表示されます。'],
  'agentCall.notBooked': [
    '通話がエージェントの発信として表示されません。',
    '保存されたWebhookを添えて報告してください。想定外の内容があります。',
  ],
  'agentCall.toNumber': ['発信先の番号が表示されます。'],
  'agentCall.otherNumber': [
    '発信先の番号ではなく「{number}」と表示されます。',
    '保存されたWebhookを添えて報告してください。',
  ],
  'agentCall.withheldFrom': ['非通知の発信者は{from}として届きます。'],
  'agentCall.withheldBooked': ['非通知の通話が表示されます。'],
  'agentCall.withheldLost': ['非通知の通話が表示されません。', '保存されたWebhookを添えて報告してください。'],
  'agentCall.withheldSkipped': ['非通知の確認には実際の電話が必要です。'],
  'hold.generic': ['{url}で保留と保留解除ができます。'],
  'hold.genericRefused': [
    '{url}に拒否されました：{refused}',
    'アプリケーションのリージョンを設定してください。未設定だとリクエストが別のリージョンに届きます。',
  ],
  'hold.regional': ['通話のアドレス{url}で保留と保留解除ができます。'],
  'hold.regionalRefused': [
    '{url}に拒否されました：{refused}',
    'アプリケーションのリージョンを、番号と同じリージョンに設定してください。',
  ],
  'hold.noRegionUrl': ['この通話には専用のアドレスがありません。'],
  'hold.foreignRegionUrl': [
    '{url}はVonageのホストではないため、リクエストを送りません。',
    '保存されたWebhookを添えて報告してください。',
  ],
  'hold.unknownElsewhere': [
    '別のリージョンの{url}には、この通話がありません。Denwabanは通話のリージョンに問い合わせます。',
  ],
  'hold.knownElsewhere': ['別のリージョンの{url}にも、この通話があります（ステータス{status}）。'],
  'hold.music': ['発信者に保留音が聞こえます。'],
  'hold.noMusic': [
    '発信者に保留音が聞こえません。',
    'PUBLIC_URL/hold.wavをインターネットからダウンロードできることを確認してください。',
  ],
  'hold.musicUnknown': ['保留音が聞こえたかどうかの回答がありませんでした。'],
  'hold.server': ['Denwabanの保留と保留解除が動作します。'],
  'hold.serverFailed': [
    'Denwabanの保留と保留解除に失敗しました。',
    '「通話」でこの通話を確認し、--only 5を付けてもう一度実行してください。',
  ],
  'room.refused': [
    '{how}：1人目の移動がVonageに拒否されました（ステータス{status}）。',
    'アプリケーションのリージョンを、番号と同じリージョンに設定してください。',
  ],
  'room.customerLost': ['{how}：お客様が切断されます。Denwabanは常にお客様を先に移動します。'],
  'room.notRungAgain': [
    'エージェントを呼び出し直せません（ステータス{status}）。',
    'このアカウントでアプリユーザーへの発信を許可するよう、Vonageのサポートに依頼してください。',
  ],
  'room.sameRoom': ['{how}：2人は同じ会話にいます。'],
  'room.twoRooms': [
    '{how}：2人は同じ名前の別々の会話にいるため、互いに聞こえません。',
    'アプリケーションのリージョンを設定してください。番号とエージェントは同じリージョンである必要があります。',
  ],
  'room.sound': ['{how}：互いに聞こえます。'],
  'room.noSound': [
    '{how}：互いに聞こえません。',
    'アプリケーションのリージョンを設定してください。番号とエージェントは同じリージョンである必要があります。',
  ],
  'room.soundUnknown': ['{how}：互いに聞こえたかどうかの回答がありませんでした。'],
  'ringAgent.rings': ['エージェントの電話が鳴り、{from}と表示されます。'],
  'ringAgent.otherLeg': [
    'エージェントの電話が、通話とは別のIDで鳴ります。',
    '保存されたWebhookを添えて報告してください。',
  ],
  'ringAgent.notRung': [
    '発信は受け付けられますが、エージェントの電話が鳴りません。',
    'アプリケーションのリージョンを確認してください。エージェントと通話は同じリージョンである必要があります。',
  ],
  'ringAgent.randomRefused': [
    'アプリケーションの任意の番号からの発信が拒否されました（ステータス{status}）。',
    'アプリケーションの設定で発信番号を選択してください。',
  ],
  'ringAgent.hungUp': ['通話を切断できます。'],
  'ringAgent.notHungUp': [
    '10秒以内に通話を切断できません。',
    '保存されたWebhookを添えて報告してください。応答のない呼び出しが時間切れまで続きます。',
  ],
  'reload.back': ['再読み込みの後、{seconds}秒で音声が戻ります。'],
  'reload.notBack': [
    '再読み込みの後、音声が戻りません（{code}）。',
    '通話中はページを再読み込みしないようエージェントに伝え、報告してください。',
  ],
  'reload.refreshed': ['通話中にトークンを更新できました。'],
  'reload.notRefreshed': [
    'トークンを更新できませんでした：{code}',
    '報告してください。長い通話がトークンの期限で終了します。',
  ],
  'reload.live': ['{minutes}分後も通話中と表示されます。'],
  'reload.ended': [
    '{minutes}分後、2人は通話中なのに終了と表示されます。',
    '保存されたWebhookを添えて報告してください。',
  ],
  'reload.cut': ['{minutes}分が過ぎる前に通話が終了しました。', '保存されたWebhookを添えて報告してください。'],
  'menu.strangersShown': [
    'Vonageが発信者のために作成したユーザーが、同僚として表示されます。',
    '「ユーザー」で削除し、報告してください。',
  ],
  'regionChange.lost': [
    'リージョンを変更すると、エージェントが見つからなくなりました。',
    '使用中のアプリケーションのリージョンは変更しないでください。',
  ],
  'regionChange.failed': [
    'リージョンを変更できません：{problem}',
    'リージョンはアプリケーションの作成時に選んでください。',
  ],
};
