import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import type { CreateUsersMutation } from '../generated/graphql';
import { type Problem, problemOf } from '../lib/problem';
import type { Line } from './read-lines';
import { CreateUsersDocument, UsersDocument } from './users';

export { readLines } from './read-lines';

export interface RefusedLine extends Line {
  problem: Problem;
}

export interface Progress {
  state: 'running' | 'stopped' | 'done';
  total: number;
  /** Lines with a result. */
  tried: number;
  made: number;
  refused: RefusedLine[];
  /** Why it stopped early. */
  error?: unknown;
}

type Refusal = NonNullable<CreateUsersMutation['createUsers'][number]['refusal']>;

/** A line's refusal as the error of a single user. */
function problemIn({ code, message, rule, params, vonage }: Refusal): Problem {
  return {
    code,
    message,
    ...(rule && { rule }),
    params: (params ?? {}) as NonNullable<Problem['params']>,
    vonage: (vonage ?? {}) as NonNullable<Problem['vonage']>,
  };
}

/** Lines in the first request: it takes about a second. */
const FIRST = 15;
const [LEAST, MOST] = [5, 100];
const [QUICK_MS, SLOW_MS] = [600, 2500];

/** Creates users from lines, some at a time, and reports progress. */
export function useManyUsers(applicationId: string) {
  const client = useApolloClient();
  const [progress, setProgress] = useState<Progress>();
  const stopping = useRef(false);

  async function ask(lines: Line[]) {
    const input = lines.map(({ name, displayName }) => ({ name, displayName }));
    const { data } = await client.mutate({ mutation: CreateUsersDocument, variables: { applicationId, input } });
    return data!.createUsers;
  }

  async function run(lines: Line[]): Promise<void> {
    stopping.current = false;
    let now: Progress = { state: 'running', total: lines.length, tried: 0, made: 0, refused: [] };
    const show = (change: Partial<Progress>) => {
      now = { ...now, ...change };
      setProgress(now);
    };
    show({});
    let size = FIRST;
    while (now.tried < lines.length && !stopping.current) {
      const some = lines.slice(now.tried, now.tried + size);
      const began = performance.now();
      try {
        const outcomes = await ask(some);
        const refused = some.flatMap((line, at) => {
          const refusal = outcomes[at]?.refusal;
          return refusal ? [{ ...line, problem: problemIn(refusal) }] : [];
        });
        show({
          tried: now.tried + some.length,
          made: now.made + some.length - refused.length,
          refused: refused.length > 0 ? [...now.refused, ...refused] : now.refused,
        });
      } catch (error) {
        const { code, retryAfter } = problemOf(error);
        if (code !== 'LIMIT') return finish({ state: 'stopped', error });
        await new Promise((resolve) => window.setTimeout(resolve, (retryAfter ?? 1) * 1000));
      }
      const took = performance.now() - began;
      if (took < QUICK_MS) size = Math.min(MOST, size * 2);
      else if (took > SLOW_MS) size = Math.max(LEAST, Math.floor(size / 2));
    }
    finish({ state: now.tried < lines.length ? 'stopped' : 'done' });

    function finish(change: Partial<Progress>): void {
      show(change);
      if (now.made > 0) void client.refetchQueries({ include: [UsersDocument] });
    }
  }

  return {
    progress,
    run,
    /** After the lines in progress. */
    stop: () => {
      stopping.current = true;
    },
    forget: () => setProgress(undefined),
  };
}
