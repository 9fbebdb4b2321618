import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import type { CreateUsersMutation } from '../generated/graphql';
import { type Problem, problemOf } from '../lib/problem';
import { CreateUsersDocument, UsersDocument } from './users';

/** A line that somebody pasted, and what it is to become. */
export interface Line {
  /** From 1, as it stands in the field. */
  number: number;
  text: string;
  name: string;
  displayName: string | null;
}

export interface RefusedLine extends Line {
  problem: Problem;
}

export interface Progress {
  state: 'running' | 'stopped' | 'done';
  total: number;
  /** Lines of which it is known what came of them. */
  tried: number;
  made: number;
  refused: RefusedLine[];
  /** Why it stopped by itself. */
  error?: unknown;
}

/** Reads `name` or `name, display name` (a comma or a tab) from each line that is not empty. */
export function readLines(text: string): Line[] {
  return text.split(/\r\n|[\n\r]/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [name = '', ...rest] = line.split(/[,\t]/);
    return [{ number: index + 1, text: line, name, displayName: rest.join(',').trim() || null }];
  });
}

type Refusal = NonNullable<CreateUsersMutation['createUsers'][number]['refusal']>;

/** A refusal of a line is what an error of a single user would be. */
function problemIn({ code, message, rule, params, vonage }: Refusal): Problem {
  return {
    code,
    message,
    ...(rule && { rule }),
    params: (params ?? {}) as NonNullable<Problem['params']>,
    vonage: (vonage ?? {}) as NonNullable<Problem['vonage']>,
  };
}

/** Lines in one request: so many that one takes about a second. */
const FIRST = 15;
const [LEAST, MOST] = [5, 100];
const [QUICK_MS, SLOW_MS] = [600, 2500];

/** Makes users of lines, some at a time, and tells how far it is. */
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
    /** After the lines that are under way. */
    stop: () => {
      stopping.current = true;
    },
    forget: () => setProgress(undefined),
  };
}
