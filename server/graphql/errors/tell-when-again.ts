import type { ApolloServerPlugin } from '@apollo/server';

const TOO_MANY_REQUESTS = 429;

/** Adds HTTP's 429 and Retry-After to a LIMIT error. */
export const tellWhenAgain: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const [first] = response.body.singleResult.errors ?? [];
        const { code, retryAfter } = first?.extensions ?? {};
        if (code !== 'LIMIT' || typeof retryAfter !== 'number') return;
        response.http.status = TOO_MANY_REQUESTS;
        response.http.headers.set('retry-after', String(retryAfter));
      },
    };
  },
};
