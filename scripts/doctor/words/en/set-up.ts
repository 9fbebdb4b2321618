import type { Sentence } from '../sentence-shape.js';

/** Of the setup without a call, and of what a run makes for itself. */
export const setUp = {
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
} as const satisfies Record<string, Sentence>;
