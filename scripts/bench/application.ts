import { post } from './load.js';
import type { SimulatorFile } from './server.js';

/** What a benchmark needs of its application. */
export interface BenchApplication {
  id: string;
  vonageId: string;
  mobileApiKey: string;
  answerUrl: string;
  dtmfUrl: string;
  eventUrl: string;
}

/** Runs GraphQL as the owner. @throws Error with the server's message, or if it does not answer */
export function asOwner(url: string, { apiKey, apiSecret }: SimulatorFile) {
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  return async <T>(query: string, variables: object = {}): Promise<T> => {
    const { status, text } = await post(`${url}/graphql`, { query, variables }, { authorization });
    if (!text) throw new Error(`The server answered a GraphQL request with status ${status} and no text: ${query}`);
    const { data, errors } = JSON.parse(text) as { data: T; errors?: object[] };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
}

/** Creates the application that callers reach. */
export async function createApplication(url: string, simulator: SimulatorFile): Promise<BenchApplication> {
  const made = await asOwner(
    url,
    simulator,
  )<{ createApplication: BenchApplication }>(
    'mutation { createApplication(input: { name: "Bench" }) { id vonageId mobileApiKey answerUrl dtmfUrl eventUrl } }',
  );
  return made.createApplication;
}
