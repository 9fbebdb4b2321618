import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { graphql } from '../generated/gql';
import type { ImportsQuery } from '../generated/graphql';
import type { Problem } from '../lib/problem';
import { CancelTaskDocument, problemIn, shownElsewhere, TasksDocument } from '../tasks/tasks';
import type { Line } from './read-lines';
import { UsersDocument } from './users-query';

export { readLines } from './read-lines';

const ImportUsersDocument = graphql(`
  mutation ImportUsers($applicationId: ID!, $input: [CreateUserInput!]!) {
    importUsers(applicationId: $applicationId, input: $input) {
      id
    }
  }
`);

/** The lines of imports; the frame of every page has only their number. */
const ImportsDocument = graphql(`
  query Imports {
    tasks {
      ...TaskFields
      importReport {
        created
        open
        refused {
          index
          refusal {
            ...RefusalFields
          }
        }
      }
    }
  }
`);

type Import = ImportsQuery['tasks'][number];

export interface RefusedLine extends Line {
  problem: Problem;
}

export interface Progress {
  state: 'running' | 'stopped' | 'done';
  total: number;
  /** Lines that were created or refused. */
  tried: number;
  made: number;
  refused: RefusedLine[];
  /** Lines that were not tried. */
  open: Line[];
  /** Why it stopped by itself. */
  error?: unknown;
}

/** The tasks of one list; null until the first is heard of it. */
type Tasks = Map<string, Import | null>;

/** Milliseconds until lines that could not be read are read again. */
const READ_AGAIN_MS = 1000;

/** Lines of one task; a longer list is several tasks, all started at once so that the page can be closed. */
const MOST_LINES = 1000;

/** Creates users from lines in the background, and follows the progress. */
export function useManyUsers(applicationId: string) {
  const client = useApolloClient();
  const [progress, setProgress] = useState<Progress>();
  const started = useRef<string[]>([]);

  async function start(lines: Line[]): Promise<string> {
    const input = lines.map(({ name, displayName }) => ({ name, displayName }));
    const { data } = await client.mutate({ mutation: ImportUsersDocument, variables: { applicationId, input } });
    return data!.importUsers.id;
  }

  /** Reads the lines. @returns whether all tasks have ended */
  async function read(tasks: Tasks): Promise<boolean> {
    const { data } = await client.query({ query: ImportsDocument, fetchPolicy: 'no-cache' });
    for (const task of data?.tasks ?? []) if (tasks.has(task.id)) tasks.set(task.id, task);
    return [...tasks.values()].every((task) => task && task.state !== 'RUNNING');
  }

  /**
   * Reads the lines whenever the list of tasks, which the frame of the page keeps up to date, has changed. Resolves when
   * all of them have ended.
   */
  function follow(tasks: Tasks, show: () => void): Promise<void> {
    return new Promise((resolve) => {
      let reading = false;
      let again = false;
      const list = client.watchQuery({ query: TasksDocument, fetchPolicy: 'cache-and-network' });
      const watching = list.subscribe(() => void change());

      async function change(): Promise<void> {
        again = true;
        if (reading) return;
        reading = true;
        while (again) {
          again = false;
          const ended = await read(tasks).catch(async () => {
            await new Promise((later) => setTimeout(later, READ_AGAIN_MS));
            again = true;
            return false;
          });
          show();
          if (!ended) continue;
          watching.unsubscribe();
          return resolve();
        }
        reading = false;
      }
    });
  }

  async function run(lines: Line[]): Promise<void> {
    const tasks: Tasks = new Map();
    const chunks = new Map<string, Line[]>();
    const show = (error?: unknown) => setProgress(progressOf(lines, chunks, tasks, error));
    show();
    started.current = [];
    try {
      for (let at = 0; at < lines.length; at += MOST_LINES) {
        const chunk = lines.slice(at, at + MOST_LINES);
        const id = await start(chunk);
        tasks.set(id, null);
        chunks.set(id, chunk);
        started.current.push(id);
        shownElsewhere.add(id);
      }
    } catch (error) {
      show(error);
      if (tasks.size === 0) return;
    }
    await follow(tasks, show);
    await client.refetchQueries({ include: [UsersDocument] });
  }

  return {
    progress,
    run,
    /** Stops after the lines that are being created. */
    stop: () => {
      for (const id of started.current) {
        client.mutate({ mutation: CancelTaskDocument, variables: { id } }).catch(() => {});
      }
    },
    forget: () => setProgress(undefined),
  };
}

function progressOf(lines: Line[], chunks: Map<string, Line[]>, tasks: Tasks, error: unknown): Progress {
  const all = [...tasks.values()].filter((task) => task !== null);
  const refused = all.flatMap(({ id, importReport }) =>
    (importReport?.refused ?? []).map(({ index, refusal }) => ({
      ...chunks.get(id)![index]!,
      problem: problemIn(refusal),
    })),
  );
  const made = all.reduce((sum, { importReport }) => sum + (importReport?.created ?? 0), 0);
  const tried = made + refused.length;
  const failed = all.find(({ state }) => state === 'FAILED');
  const isRunning =
    all.length < tasks.size || all.some(({ state }) => state === 'RUNNING') || (!error && all.length === 0);
  return {
    state: isRunning ? 'running' : tried < lines.length ? 'stopped' : 'done',
    total: lines.length,
    tried,
    made,
    refused,
    open: all.flatMap(({ id, importReport }) => (importReport?.open ?? []).map((index) => chunks.get(id)![index]!)),
    error: error ?? (failed?.problem ? problemIn(failed.problem) : undefined),
  };
}
