import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import type { Realtime, Topic, Topics } from '../../realtime/topics.js';
import type { Tx } from './known-legs.js';
import type { LegView } from './leg-state.js';

/** What a batch of events has changed about a leg; `before` is null for one that nobody knew. */
export interface LegChange {
  uuid: string;
  callId: string;
  before: LegView | null;
  after: LegView;
}

/** What a batch of events has changed. */
export interface Changes {
  applicationId: string;
  legs: LegChange[];
  /** Ids of the calls that began, changed or became part of another call. */
  calls: string[];
}

/** Sends a message to subscribers once the transaction has committed. */
export type PublishLater = <T extends Topic>(topic: T, ids: Topics[T]) => void;

/**
 * What a feature does when calls have changed: it writes its own tables, operations and jobs in the transaction that
 * folded the events, sends nothing before the commit and waits for nothing else.
 */
export interface Reaction {
  /** Unique; jobs are found again by it. */
  name: string;
  /** Whether a change is of any interest; asked for each one, so it looks at nothing else. */
  concerns(change: LegChange): boolean;
  /** Whether it also runs where calls have changed and no leg has. */
  ofCalls?: true;
  react(tx: Tx, changes: Changes, publish: PublishLater): Promise<void>;
}

const KIND = 'reaction';
const DEADLINE_MS = 10_000;

/** Runs the reactions in the order in which `services.ts` lists them. */
export function createReactions(deps: {
  db: Db;
  jobs: Jobs;
  realtime: Pick<Realtime, 'publish'>;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'error'>;
  reactions: Reaction[];
}) {
  const { db, jobs, realtime, clock, log, reactions } = deps;

  /** Collects messages until they are sent. */
  function messages() {
    const waiting: (() => void)[] = [];
    const publish: PublishLater = (topic, ids) => waiting.push(() => void realtime.publish(topic, ids));
    const send = () => {
      for (const one of waiting) one();
    };
    return { publish, send };
  }

  jobs.define<Changes & { name: string }>({
    kind: KIND,
    deadlineMs: DEADLINE_MS,
    async run(job) {
      const { name, ...changes } = job.payload;
      const reaction = reactions.find((one) => one.name === name);
      const { publish, send } = messages();
      await db.transaction(async (tx) => {
        await reaction?.react(tx, changes, publish);
        await job.done(tx);
      });
      send();
    },
  });

  /**
   * One that throws is rolled back to its savepoint and becomes a job: it never keeps events from being applied.
   * @returns sends what the reactions publish; call it after the commit
   */
  return async function react(tx: Tx, { applicationId, legs, calls }: Changes): Promise<() => void> {
    const { publish, send } = messages();
    for (const reaction of reactions) {
      const concerned = legs.filter((change) => reaction.concerns(change));
      if (concerned.length === 0 && !(reaction.ofCalls && calls.length > 0)) continue;
      const changes = { applicationId, legs: concerned, calls };
      try {
        await tx.transaction((savepoint) => reaction.react(savepoint, changes, publish));
      } catch (error) {
        log.error({ err: error, reaction: reaction.name }, 'A reaction to events failed; it will be tried again.');
        const { name } = reaction;
        const about = [...concerned.map(({ uuid }) => uuid), ...(reaction.ofCalls ? calls : [])];
        const key = `${name} ${about.join(' ')}`;
        await jobs.add(tx, { kind: KIND, key, due: clock.now(), payload: { name, ...changes }, applicationId });
      }
    }
    return send;
  };
}

export type React = ReturnType<typeof createReactions>;
