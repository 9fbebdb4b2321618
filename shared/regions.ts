/** Vonage's regions, with the names of their hosts (Vonage: http-api §0). A call, a user and a room live in one of them. */
const HOSTS = {
  'na-east': 'us-3',
  'na-west': 'us-4',
  'eu-east': 'eu-4',
  'eu-west': 'eu-3',
  'apac-sng': 'ap-3',
  'apac-australia': 'ap-4',
} as const;

export type Region = keyof typeof HOSTS;
export const REGIONS = Object.keys(HOSTS) as Region[];

export const isRegion = (text: unknown): text is Region => typeof text === 'string' && Object.hasOwn(HOSTS, text);

/** Vonage's own address of the region, for requests. */
export const regionApiUrl = (region: Region): string => `https://api-${HOSTS[region]}.vonage.com`;

/** Where the Client SDK connects in that region: the socket's host belongs to the other one. */
export const regionSocketUrl = (region: Region): string => `wss://ws-${HOSTS[region]}.vonage.com`;
