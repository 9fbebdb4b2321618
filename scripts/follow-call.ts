/** The simulator's feed: what handsets hear, changes of legs, webhooks. */
export interface FeedEvent {
  type: string;
  phone?: string;
  leg?: string;
  conversation?: string;
  [key: string]: unknown;
}

/** One line of the transcript. `ms` counts from dialing. */
export interface Line {
  at: string;
  ms: number;
  type: string;
  [key: string]: unknown;
}

/** Milliseconds after a beep until the caller speaks or presses a key, unless something more is said. */
const REACTION_MS = 300;

/** Turns the feed into the lines of one call: what its caller hears, who is rung, and which webhooks were sent. */
export function followCall(caller: string, print: (line: Line) => void) {
  const conversations = new Set<string>();
  let begun = Date.now();
  let onAsked = () => {};
  let reacting: NodeJS.Timeout | undefined;
  let onEnd = () => {};

  function tell(type: string, details: Record<string, unknown>): void {
    const now = new Date();
    print({ at: now.toISOString(), ms: now.getTime() - begun, type, ...details });
  }

  function hear(event: FeedEvent): void {
    const { type, phone: _phone, n: _n, at: _at, ms: _ms, conversation: _conversation, ...details } = event;
    if (type === 'dialling') begun = Date.now();
    tell(type, details);
    clearTimeout(reacting);
    if (type === 'beep') reacting = setTimeout(() => onAsked(), REACTION_MS);
    if (type === 'silence') onAsked();
    if (type === 'ended') onEnd();
  }

  return {
    take(event: FeedEvent): void {
      if (event.phone === caller) {
        if (event.conversation) conversations.add(event.conversation);
        hear(event);
      } else if (event.conversation && conversations.has(event.conversation)) {
        if (event.type === 'webhook') {
          const { door, method, status, ms: took, request, reply } = event;
          const asNcco = Array.isArray(reply) ? { ncco: reply } : {};
          tell('webhook', { door, method, status, took, request, ...asNcco });
        } else if (event.phone && (event.type === 'ringing' || event.type === 'answered')) {
          tell(event.type, { ...whose(event.phone), leg: event.leg });
        } else if (event.type === 'bad_ncco') {
          tell('bad_ncco', { findings: event.findings });
        }
      }
    },
    /** Calls back when it is the caller's turn: after the last words, or after a beep that nothing follows. */
    whenAsked(act: () => void): void {
      onAsked = act;
    },
    /** The caller's leg has ended. */
    over: new Promise<void>((resolve) => {
      onEnd = resolve;
    }),
  };
}

/** A handset's id is its number, or `user:<application>:<name>`. */
function whose(phone: string): { user: string } | { number: string } {
  const [, , name] = phone.startsWith('user:') ? phone.split(':') : [];
  return name === undefined ? { number: phone } : { user: name };
}

/** A line as text for people. */
export function sentence(line: Line): string {
  const webhook = () => {
    const { status } = line.request as { status?: string };
    const actions = (line.ncco as { action: string }[] | undefined)?.map((one) => one.action).join(', ');
    return `${line.door} webhook${status ? ` "${status}"` : ''} → ${line.status}${actions === undefined ? '' : ` [${actions}]`}`;
  };
  const who = line.user ?? (line.number ? `+${line.number}` : 'this phone');
  const said: Record<string, () => string> = {
    dialling: () => `dials ${line.to || 'the application'}`,
    webhook: () => `  ⇄ ${webhook()}`,
    said: () => `🔊 “${line.text}”`,
    ringing: () => `☎ ${who} rings`,
    ringback: () => `♪ ring-back tone: ${line.of} rings`,
    answered: () => `✓ ${line.user || line.number ? `${who} answers` : 'connected'}`,
    keys: () => `⌨ ${line.by === 'me' ? 'presses' : 'hears keys'} ${line.digits}`,
    silence: () => '… silence',
    music: () => '♪ music',
    playing: () => `♪ plays ${line.url}`,
    beep: () => '● beep',
    heard: () => `🗨 “${line.text}”`,
    joined: () => `+ ${line.who} is on the line`,
    left: () => `- ${line.who} has left`,
    ended: () => `✕ ended by ${line.by}: ${line.reason}`,
    bad_ncco: () => `! the NCCO is wrong: ${JSON.stringify(line.findings)}`,
  };
  return `${(line.ms / 1000).toFixed(2).padStart(7)} s  ${said[line.type]?.() ?? line.type}`;
}
