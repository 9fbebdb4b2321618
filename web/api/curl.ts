/** Quotes a text for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A query as a curl command, with an API key from the environment.
 * @param url of the GraphQL endpoint
 * @param variables as JSON; empty for none
 * @throws SyntaxError if the variables are not JSON
 */
export function asCurl(url: string, query: string, variables: string): string {
  const given: unknown = variables.trim() ? JSON.parse(variables) : undefined;
  const body = JSON.stringify({ query, variables: given });
  return [
    `curl ${url}`,
    `-H "authorization: Bearer $DENWABAN_KEY"`,
    `-H 'content-type: application/json'`,
    `-d ${quoted(body)}`,
  ].join(' \\\n  ');
}
