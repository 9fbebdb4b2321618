/** Who asks: the owner of an account, by its key and secret. */
interface OwnerOptions {
  /** The running server. */
  url: string;
  kind: 'SIMULATOR' | 'CLOUD';
  apiKey: string;
  apiSecret: string;
  /** Asks for the six digits of two-step verification; null if no one is there. */
  askCode(): Promise<string | null>;
}

interface Answer<T> {
  data: T;
  errors?: { message: string; extensions?: { rule?: string } }[];
}

const SIGN_IN = /* GraphQL */ `
  mutation DoctorSignsIn($input: VonageSignInInput!) { signInWithVonage(input: $input) { id } }
`;
const CONFIRM = 'mutation DoctorConfirms($code: String!) { confirmSignIn(code: $code) { id } }';

/** An error of the server. */
export interface OwnerError extends Error {
  /** Which rule was broken; undefined if the error has none. */
  rule?: string;
}

/**
 * GraphQL as the owner: with key and secret alone, or signed in where two-step verification is on.
 * @throws Error that says what to do if no server answers, or the owner cannot sign in
 */
export async function connectOwner(options: OwnerOptions) {
  const { url, kind, apiKey, apiSecret, askCode } = options;
  let cookie: string | null = null;

  async function send<T>(query: string, variables: unknown): Promise<Answer<T>> {
    const basic = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(cookie === null ? { authorization: basic } : { 'x-denwaban-slot': 'a', cookie }),
      },
      body: JSON.stringify({ query, variables }),
    }).catch(() => {
      throw new Error(`No server answers at ${url}. Start it with npm start (same PORT and DATA_DIR).`);
    });
    const pairs = response.headers.getSetCookie().map((line) => line.split(';')[0]!);
    if (cookie !== null && pairs.length > 0) cookie = pairs.join('; ');
    return (await response.json()) as Answer<T>;
  }

  async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await send<T>(query, variables);
    const [first] = errors ?? [];
    if (first) throw Object.assign(new Error(first.message), { rule: first.extensions?.rule }) satisfies OwnerError;
    return data;
  }

  async function signIn(): Promise<void> {
    cookie = '';
    const { errors } = await send(SIGN_IN, { input: { kind, apiKey, apiSecret } });
    const [first] = errors ?? [];
    if (!first) return;
    if (first.extensions?.rule !== 'secondFactor') throw new Error(first.message);
    const code = await askCode();
    if (code === null) throw new Error(first.message);
    await ask(CONFIRM, { code });
  }

  const { errors } = await send('{ account { id } }', {});
  const [first] = errors ?? [];
  if (first?.extensions?.rule === 'keyIsNotEnough') await signIn();
  else if (first) throw new Error(first.message);
  return ask;
}
