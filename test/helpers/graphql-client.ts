export interface AskOptions {
  /** Which of the browser's sessions; the jar keeps a cookie for each. "a" unless said otherwise. */
  slot?: string;
  /** A cookie header instead of the jar's. */
  cookie?: string;
  /** HTTP Basic instead of a session: "key:secret". */
  basic?: string;
  /** An API key instead of a session. */
  bearer?: string;
  /** Which server: 0 or 1. */
  server?: number;
}

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: {
    code: string;
    field?: string;
    rule?: string;
    params?: Record<string, unknown>;
    vonage?: { title?: string; detail?: string; status?: number };
    [key: string]: unknown;
  };
}

export interface Answer<T> {
  status: number;
  data: T | null;
  errors: GraphqlError[];
}

/** Fields of answers that hold a secret; a link ends with its token. */
const SECRET_FIELD = /^(password|key|jwt|link|privateKey|mobileApiKey)$/;
/** What is shorter is a key of a telephone, or a text of a test. */
const SHORTEST = 12;

/**
 * One browser with its cookies, talking to one or several servers.
 * @param urls URLs of the servers
 * @param learned receives each secret that the servers return, with its kind
 */
export function createGraphqlClient(urls: string[], learned: (kind: string, secret: string) => void = () => {}) {
  /** By slot: its cookies, by name. */
  const jar = new Map<string, Map<string, string>>();

  function cookieOf(slot: string): string | undefined {
    const pairs = [...(jar.get(slot) ?? [])].map(([name, value]) => `${name}=${value}`);
    return pairs.length > 0 ? pairs.join('; ') : undefined;
  }

  async function graphql<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
    { slot = 'a', cookie = cookieOf(slot), basic, bearer, server = 0 }: AskOptions = {},
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = { 'content-type': 'application/json', 'x-denwaban-slot': slot };
    if (basic) headers.authorization = `Basic ${Buffer.from(basic).toString('base64')}`;
    else if (bearer) headers.authorization = `Bearer ${bearer}`;
    else if (cookie) headers.cookie = cookie;
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${urls[server]}/graphql`, { method: 'POST', headers, body });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      learned('a session', value);
      const kept = jar.get(slot) ?? new Map<string, string>();
      jar.set(slot, kept);
      if (value === '') kept.delete(name);
      else kept.set(name, value);
    }
    const answer = JSON.parse(await response.text(), (field, value: unknown) => {
      const secret = typeof value === 'string' && SECRET_FIELD.test(field) ? value.replace(/^http.*#/, '') : '';
      if (secret.length >= SHORTEST) learned(field, secret);
      return value;
    }) as { data?: T | null; errors?: GraphqlError[] };
    return { status: response.status, data: answer.data ?? null, errors: answer.errors ?? [] };
  }

  return {
    /** The whole answer, errors included. */
    graphql,

    /** The data of an operation that is expected to work. */
    async ask<T = Record<string, unknown>>(
      query: string,
      variables?: Record<string, unknown>,
      options?: AskOptions,
    ): Promise<T> {
      const { data, errors } = await graphql<T>(query, variables, options);
      if (errors.length > 0 || !data) throw new Error(JSON.stringify(errors, null, 2));
      return data;
    },

    /** The first error of an operation that is expected to be refused. */
    async refused(query: string, variables?: Record<string, unknown>, options?: AskOptions): Promise<GraphqlError> {
      const { data, errors } = await graphql(query, variables, options);
      const [first] = errors;
      if (!first) throw new Error(`It was not refused: ${JSON.stringify(data)}`);
      return first;
    },

    /** The cookie that the browser holds for a slot. */
    cookie: cookieOf,
  };
}

export type GraphqlClient = ReturnType<typeof createGraphqlClient>;
