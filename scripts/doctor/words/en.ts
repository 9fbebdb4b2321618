/** What a step found, and in the second place what to do about it. `{…}` is filled in. */
export const en = {
  'setUp.credentials.accepted': ['Vonage accepts the API key and secret.'],
  'setUp.credentials.refused': [
    'Vonage rejects the API key and secret.',
    'Sign in to Denwaban again with the key and secret from the Vonage Dashboard.',
  ],
  'setUp.credentials.unreachable': [
    'Vonage can’t be reached.',
    'Check this server’s internet access, then run the doctor again.',
  ],
  'setUp.balance.enough': ['Balance: {detail} EUR.'],
  'setUp.balance.low': ['The balance is only {detail} EUR.', 'Top up the account in the Vonage Dashboard.'],
  'setUp.balance.unknown': ['The balance could not be read.'],
  'setUp.publicUrl.reachable': ['PUBLIC_URL reaches this server: {detail}.'],
  'setUp.publicUrl.thisMachine': ['PUBLIC_URL reaches this server from this machine, which the simulator needs.'],
  'setUp.publicUrl.loopback': [
    'PUBLIC_URL ({detail}) works only on this machine.',
    'Set PUBLIC_URL to an https address that is reachable from the internet.',
  ],
  'setUp.publicUrl.name': [
    'The host name of PUBLIC_URL isn’t found ({detail}).',
    'Check the spelling of PUBLIC_URL and its DNS record.',
  ],
  'setUp.publicUrl.refused': [
    'Nothing answers at PUBLIC_URL ({detail}).',
    'Check the proxy and the firewall in front of this server.',
  ],
  'setUp.publicUrl.certificate': [
    'The certificate of PUBLIC_URL isn’t valid ({detail}).',
    'Install a certificate from a public authority; Vonage accepts no other.',
  ],
  'setUp.publicUrl.timeOut': [
    'PUBLIC_URL doesn’t answer in time.',
    'Check the proxy and the firewall in front of this server.',
  ],
  'setUp.publicUrl.status': [
    'PUBLIC_URL answers with status {detail}.',
    'Let the proxy pass /webhooks to this server unchanged.',
  ],
  'setUp.publicUrl.otherServer': [
    'A different server answers at PUBLIC_URL.',
    'Set PUBLIC_URL to this server’s address, or give all servers the same APP_SECRET.',
  ],
  'setUp.publicUrl.broken': ['PUBLIC_URL can’t be checked ({detail}).', 'Check the proxy in front of this server.'],
  'setUp.signatures.verified': ['Signed webhooks are verified; the signature secret is right.'],
  'setUp.signatures.notSeen': ['No signed webhook has arrived yet, so the signature secret isn’t proven.'],
  'setUp.signatures.unknown': [
    'The signature secret isn’t set.',
    'Enter it in Settings; it is in the Vonage Dashboard under API settings.',
  ],
  'setUp.signatures.secret': [
    'Vonage’s webhooks are refused, because they are signed with another secret.',
    'Enter the signature secret from the Vonage Dashboard in Settings.',
  ],
  'setUp.signatures.clock': [
    'Vonage’s webhooks are refused, because their time doesn’t match this server’s clock.',
    'Set the clock of this server; time synchronization (NTP) keeps it right.',
  ],
  'setUp.signatures.unsigned': [
    'Vonage’s webhooks arrive without a signature.',
    'Turn on signed webhooks for the application in the Vonage Dashboard.',
  ],
  'setUp.signatures.other': [
    'Vonage’s webhooks are refused, because their signature belongs to something else.',
    'Let the proxy in front of this server pass webhooks unchanged.',
  ],
  'setUp.signatures.off': ['WEBHOOK_SIGNATURES is off.', 'Set WEBHOOK_SIGNATURES to on.'],
  'setUp.applications.none': ['There is no application yet.', 'Create one in Denwaban under Applications.'],
  'setUp.webhooks.right': ['{about}: Vonage has this server’s webhook addresses.'],
  'setUp.webhooks.differ': [
    '{about}: Vonage sends webhooks to other addresses.',
    'Open the application in Denwaban and replace its webhook addresses.',
  ],
  'setUp.webhooks.gone': [
    '{about}: this application no longer exists at Vonage.',
    'Delete it in Denwaban and create a new one.',
  ],
  'setUp.keyPair.right': ['{about}: the key pair matches.'],
  'setUp.keyPair.differs': [
    '{about}: Vonage has another public key, so agents can’t sign in and calls can’t be controlled.',
    'Open the application in Denwaban and replace its key pair.',
  ],
  'setUp.region.set': ['{about}: region {detail}.'],
  'setUp.region.unset': [
    '{about}: no region is set, so calls and agents may be in different regions and not hear each other.',
    'Choose the region of its numbers in the application’s settings.',
  ],
  'setUp.users.some': ['{about}: has users.'],
  'setUp.users.none': ['{about}: has no users.', 'Create one under Users.'],
  'setUp.users.refused': [
    '{about}: Vonage refuses to list its users.',
    'Open the application in Denwaban and replace its key pair.',
  ],
  'setUp.numbers.linked': ['{about}: answers {detail}.'],
  'setUp.numbers.none': ['{about}: has no number.', 'Get one under Numbers, or assign one.'],
  'setUp.numbers.notLinked': [
    '{about}: Vonage doesn’t send it the calls of {detail}.',
    'Unassign the number in Denwaban and assign it again.',
  ],
  'setUp.numbers.unknown': ['{about}: its numbers could not be read from Vonage.'],

  'own.leftover': ['Deleted an application that an earlier run had left.'],
  'own.application': ['Created an application for this run. Your applications stay as they are.'],
  'own.region': ['The region of this run’s application is {region}.'],
  'own.noRegion': ['This run’s application has no region. Run again with --region to check one.'],
  'own.spareNumber': ['Uses +{number}, which belongs to no application.'],
  'own.rentedNumber': ['Rented +{number} for {monthly} EUR a month and {setUp} EUR for the setup.'],
  'own.notRented': [
    'No number is spare, and none was rented. +{number} would cost {monthly} EUR a month and {setUp} EUR for the setup.',
    'Run again with --yes, or unassign a number that you don’t need.',
  ],
  'own.noOffer': ['No number is available in {country}.', 'Run again with --country and another country.'],
  'own.kept': ['Kept {count} webhooks without phone numbers in {folder}.'],
  'own.removed': ['Removed everything that this run had created.'],
  'own.left': [
    '{what} could not be removed: {reason}',
    'Run the doctor again, or remove it in the Vonage Dashboard; a number costs money until it is canceled.',
  ],

  'run.interrupted': ['Interrupted.'],
  'run.broke': ['This step could not go on: {reason}'],
  'run.no.number': ['Needs a number.', 'See above why there is none.'],
  'run.no.phone': ['Needs a phone.', 'Run it in a terminal with --phone and your own phone number.'],
  'run.no.agent': [
    'Needs Chromium as the agent’s phone.',
    'Install Chromium or Chrome, or set CHROMIUM_PATH; install with npm install, without --omit=dev.',
  ],
  'run.no.browser': [
    'Needs Chromium with the Client SDK.',
    'Install Chromium or Chrome, or set CHROMIUM_PATH; install with npm install, without --omit=dev.',
  ],

  'session.userRegion': ['The user’s address at Vonage is {href}.'],
  'session.otherRegion': [
    'The user is in the region {region}, the application in {wanted}: agents aren’t called.',
    'Change the region of the application to that of its numbers; its users are moved with it.',
  ],
  'session.noUserLink': ['Vonage doesn’t say where the user is.'],
  'session.noUser': ['Vonage doesn’t list the user (status {status}).', 'Check the key pair of the application.'],
  'session.signedIn': ['The Client SDK signed in within {seconds} s.'],
  'session.slow': [
    'The Client SDK needed {seconds} s to sign in.',
    'Check the network of this machine, and the region of the application.',
  ],
  'session.refused': [
    'The Client SDK can’t sign in: {code}.',
    'Check the region of the application, and that *.vonage.com is reachable.',
  ],
  'session.resumed': ['The session goes on after a reload.'],
  'session.notResumed': ['The session doesn’t go on after a reload ({code}); the app opens a new one.'],
  'session.waiting': ['The rest comes at the end, {minutes} minutes later.'],
  'session.oldCode': ['After {minutes} minutes, Vonage’s code for the old session is {code}.'],
  'session.oldWorks': ['After {minutes} minutes, the old session still works.'],
  'session.newAfterOld': ['A new session opens after that.'],
  'session.stuck': [
    'No new session opens after that: {code}.',
    'Send Vonage’s support this code; agents must reload the page until it is solved.',
  ],

  'call.noWebhook': [
    'No webhook arrived for the call.',
    'Check that {url} is reachable from the internet, and the signature secret in Settings.',
  ],
  'call.agentNotRung': [
    'The agent’s phone doesn’t ring.',
    'Check the region of the application; the agent and the call must be in the same one.',
  ],
  'call.phoneNotRung': [
    '+{number} isn’t called.',
    'Check the dialing rules, the balance, and whether the account may call this country.',
  ],
  'call.phoneNotAnswered': ['The call wasn’t answered in time.', 'Run this step again and answer the call.'],

  'menu.answerWebhook': ['The call reached this server.'],
  'menu.regionUrl': ['Vonage names {url} for this call.'],
  'menu.otherRegion': [
    'Vonage names {url} for this call, though the application’s region is {wanted}.',
    'Change the region of the application, so that Vonage and Denwaban agree on it.',
  ],
  'menu.noRegionUrl': ['Vonage names no regional address for this call.'],
  'menu.keys': ['The pressed key arrived.'],
  'menu.noKeys': ['The pressed key didn’t arrive.', 'Run this step again; press 1 when asked.'],
  'menu.sameLeg': ['The Client SDK and the webhooks use the same id for the agent’s leg.'],
  'menu.otherLeg': [
    'The agent’s side calls the leg {leg}, the webhooks {uuid}.',
    'Report this with the kept webhooks: the console can’t tell which call it is in.',
  ],
  'menu.booked': ['The call is shown as the agent’s.'],
  'menu.notBooked': [
    'The call isn’t shown as the agent’s.',
    'Report this with the kept webhooks: something in them is unexpected.',
  ],
  'menu.silentInput': [
    'After an input without a type, nothing arrives.',
    'Add "type": ["dtmf"] where your own program sends an input.',
  ],

  'agentCall.fromUser': ['The answer webhook names the agent.'],
  'agentCall.noFromUser': [
    'The answer webhook names {user} instead of the agent.',
    'Report this with the kept webhooks: outbound calls can’t be told from inbound ones.',
  ],
  'agentCall.noCustomData': ['The answer webhook has no custom data.', 'Report this with the kept webhooks.'],
  'agentCall.asCaptured': ['The events of the agent’s leg are as expected.'],
  'agentCall.otherEvents': ['The agent’s leg has other events: from {from}, to {to}, {statuses}.'],
  'agentCall.fewEvents': ['The agent’s leg has few events: {statuses}.'],
  'agentCall.booked': ['The call is shown as an outbound call of the agent.'],
  'agentCall.notBooked': [
    'The call isn’t shown as an outbound call of the agent.',
    'Report this with the kept webhooks: something in them is unexpected.',
  ],
  'agentCall.toNumber': ['The dialed number is shown.'],
  'agentCall.otherNumber': [
    'The call shows “{number}” instead of the dialed number.',
    'Report this with the kept webhooks.',
  ],
  'agentCall.withheldFrom': ['A caller with a withheld number comes as {from}.'],
  'agentCall.withheldBooked': ['The call of a withheld number is shown.'],
  'agentCall.withheldLost': ['The call of a withheld number isn’t shown.', 'Report this with the kept webhooks.'],
  'agentCall.withheldSkipped': ['A withheld number needs a real phone.'],

  'hold.generic': ['Hold and resume work at {url}.'],
  'hold.genericRefused': [
    '{url} refused: {refused}.',
    'Set the region of the application; without one, requests go to the wrong region.',
  ],
  'hold.regional': ['Hold and resume work at the call’s own address, {url}.'],
  'hold.regionalRefused': ['{url} refused: {refused}.', 'Set the region of the application to that of its numbers.'],
  'hold.noRegionUrl': ['The call has no address of its own.'],
  'hold.foreignRegionUrl': [
    '{url} isn’t one of Vonage’s hosts, so nothing is sent there.',
    'Report this with the kept webhooks.',
  ],
  'hold.unknownElsewhere': ['{url}, of another region, doesn’t know the call. Denwaban asks in the call’s own region.'],
  'hold.knownElsewhere': ['{url}, of another region, knows the call as well (status {status}).'],
  'hold.music': ['The caller hears the music.'],
  'hold.noMusic': ['The caller hears no music.', 'Check that PUBLIC_URL/hold.wav can be downloaded from the internet.'],
  'hold.musicUnknown': ['Whether the music is heard wasn’t answered.'],
  'hold.server': ['Hold and resume in Denwaban work.'],
  'hold.serverFailed': [
    'Hold and resume in Denwaban failed.',
    'Look at the call under Calls; run the doctor again with --only 5.',
  ],

  'room.refused': [
    '{how}: Vonage refused to move the first of the pair (status {status}).',
    'Set the region of the application to that of its numbers.',
  ],
  'room.customerLost': ['{how}: the contact is disconnected. Denwaban always moves the contact first.'],
  'room.notRungAgain': [
    'The agent can’t be called again (status {status}).',
    'Ask Vonage’s support to allow calls to app users for this account.',
  ],
  'room.sameRoom': ['{how}: both are in the same conversation.'],
  'room.twoRooms': [
    '{how}: the two are in different conversations of the same name, so they don’t hear each other.',
    'Set the region of the application: numbers and agents must be in the same region.',
  ],
  'room.sound': ['{how}: both hear each other.'],
  'room.noSound': [
    '{how}: they don’t hear each other.',
    'Set the region of the application: numbers and agents must be in the same region.',
  ],
  'room.soundUnknown': ['{how}: whether both hear each other wasn’t answered.'],

  'ringAgent.rings': ['The agent’s phone rings and shows {from}.'],
  'ringAgent.otherLeg': [
    'The agent’s phone rings with another id than the call has.',
    'Report this with the kept webhooks.',
  ],
  'ringAgent.notRung': [
    'The call is accepted, but the agent’s phone doesn’t ring.',
    'Check the region of the application; the agent and the call must be in the same one.',
  ],
  'ringAgent.randomRefused': [
    'A call with a random number of the application is refused (status {status}).',
    'Choose an outgoing number in the application’s settings.',
  ],
  'ringAgent.hungUp': ['The call can be hung up.'],
  'ringAgent.notHungUp': [
    'The call can’t be hung up within ten seconds.',
    'Report this with the kept webhooks: calls that no one answers ring until their time is over.',
  ],

  'reload.back': ['After a reload, the sound is back within {seconds} s.'],
  'reload.notBack': [
    'After a reload, the sound doesn’t come back ({code}).',
    'Ask agents not to reload the page in a call, and report this.',
  ],
  'reload.refreshed': ['The token was refreshed during the call.'],
  'reload.notRefreshed': [
    'The token could not be refreshed: {code}.',
    'Report this: long calls would end with the token.',
  ],
  'reload.live': ['After {minutes} minutes, the call is still shown as live.'],
  'reload.ended': [
    'After {minutes} minutes, the call is shown as ended, though both still talk.',
    'Report this with the kept webhooks.',
  ],
  'reload.cut': ['The call ended before {minutes} minutes were over.', 'Report this with the kept webhooks.'],
  'menu.strangersShown': [
    'Users that Vonage created for callers are shown as colleagues.',
    'Delete them under Users, and report this.',
  ],

  'moved_pair.ends': [
    'When one of a connected pair is moved, Vonage disconnects the other. Denwaban calls the agent again.',
  ],
  'moved_pair.stays': ['When one of a connected pair is moved, the other stays.'],
  'regionChange.lost': [
    'After a change of the region the agent is no longer there.',
    'Don’t change the region of an application that is in use.',
  ],
  'regionChange.failed': [
    'The region can’t be changed: {problem}',
    'Choose the region when you create an application.',
  ],
  'users_on_region_change.stay': [
    'When the region is changed, users stay behind. Denwaban creates them in the new one.',
  ],
  'users_on_region_change.move': ['When the region is changed, users move along.'],
  'custom_data.text': ['Custom data arrives as text.'],
  'custom_data.object': ['Custom data arrives as an object.'],
  'input_without_type.runs': ['An input without a type works.'],
  'input_without_type.fails': ['An input without a type fails. Denwaban always sends the type.'],
  'early_hangup.refused': ['A call that was just placed can’t be hung up yet. Denwaban tries again.'],
  'early_hangup.works': ['A call that was just placed can be hung up.'],
  'idle_stop.not_found': ['Stopping music that doesn’t play is answered with 404. Denwaban ignores that.'],
  'idle_stop.works': ['Stopping music that doesn’t play works.'],
  'no_random_number.refused': ['Without a number, a call with a random number is refused.'],
  'no_random_number.unknown': ['Without a number, a call with a random number has an unknown caller.'],
  'foreign_from.accepted': ['A call may show a number that isn’t of this account.'],
  'foreign_from.refused': [
    'A call that shows a number that isn’t of this account is refused. Denwaban shows its own then.',
  ],
  'stale_session.invalid': ['An old session is answered as invalid. The app then opens a new one.'],
  'stale_session.unknown_error': [
    'An old session is answered with an undocumented error. The app then opens a new one.',
  ],
  'stale_session.silence': ['An old session is answered with silence. The app opens a new one after five seconds.'],
  'caller_users.none': ['No user was created for the caller.'],
  'caller_users.generated': ['Vonage creates a user for each caller. Denwaban hides them.'],
  'renting.works': ['Numbers can be rented.'],
  'renting.needs_address': [
    'Vonage rents numbers of this country only to accounts with an address.',
    'Add an address in the Vonage Dashboard, or run again with --country and another country.',
  ],
  'renting.not_on_trial': [
    'Vonage rents no numbers to trial accounts.',
    'Upgrade the account in the Vonage Dashboard.',
  ],
  'calls_to_apps.ring': ['Vonage calls app users.'],
  'calls_to_apps.refused': [
    'Vonage refuses calls to app users, so agents can’t consult colleagues and aren’t called again after an interruption.',
    'Ask Vonage’s support to allow calls to app users for this account. Until then, agents can transfer and consult by phone number.',
  ],
} as const satisfies Record<string, readonly [text: string, cure?: string]>;
