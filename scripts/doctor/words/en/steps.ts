import type { Sentence } from '../sentence-shape.js';

/** Of the steps with calls. */
export const steps = {
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
  'regionChange.lost': [
    'After a change of the region the agent is no longer there.',
    'Don’t change the region of an application that is in use.',
  ],
  'regionChange.failed': [
    'The region can’t be changed: {problem}',
    'Choose the region when you create an application.',
  ],
} as const satisfies Record<string, Sentence>;
