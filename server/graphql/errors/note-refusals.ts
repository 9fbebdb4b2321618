import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import type { Context } from '../../context.js';
import { DenwabanError } from '../../errors.js';

/**
 * Records what an authenticated client was refused, whichever check refused it. Not awaited.
 * @param kind query, mutation or subscription
 */
export function noteRefusals(
  { actor, services }: Pick<Context, 'actor' | 'services'>,
  errors: readonly GraphQLError[],
  kind: string,
): void {
  if (!actor) return;
  for (const { originalError, path } of errors) {
    if (!(originalError instanceof DenwabanError) || originalError.code !== 'FORBIDDEN') continue;
    const name = `${kind} ${String(path?.[0] ?? '')}`.trim();
    const after = { rule: originalError.details.rule ?? null };
    void services.audit.count(actor, {
      action: 'operation.refused',
      target: { kind: 'operation', id: name, name },
      after,
    });
  }
}

/** The same for what comes over HTTP. */
export const noteRefusalsOverHttp: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ contextValue, errors, operation }) {
        noteRefusals(contextValue, errors, operation?.operation ?? '');
      },
    };
  },
};
