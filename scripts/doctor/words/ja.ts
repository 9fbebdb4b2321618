import type { en } from './en.js';

/** The same sentences in Japanese. */
export const ja: Record<keyof typeof en, readonly [text: string, cure?: string]> = {
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

  'moved_pair.ends': [
    '接続中の2人の一方を移動すると、もう一方が切断されます。Denwabanはエージェントを呼び出し直します。',
  ],
  'moved_pair.stays': ['接続中の2人の一方を移動しても、もう一方は残ります。'],
  'regionChange.lost': [
    'リージョンを変更すると、エージェントが見つからなくなりました。',
    '使用中のアプリケーションのリージョンは変更しないでください。',
  ],
  'regionChange.failed': [
    'リージョンを変更できません：{problem}',
    'リージョンはアプリケーションの作成時に選んでください。',
  ],
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
