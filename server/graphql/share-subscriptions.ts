import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  getOperationAST,
  Kind,
  print,
  type SubscriptionArgs,
} from 'graphql';
import type { Context } from '../context.js';
import { createLoaders } from '../loaders.js';

type Answers = AsyncGenerator<ExecutionResult, void, void>;

/** One execution that several subscribers listen to. */
interface Shared {
  /** An answer in place of a stream: why there is none. */
  refused: Promise<ExecutionResult | null>;
  /** How many have asked for it and not left yet. */
  members: number;
  queues: Set<Queue>;
  /** What was told last. */
  latest?: ExecutionResult;
  stop: AbortController;
}

interface Queue {
  waiting: ExecutionResult[];
  wake(): void;
  open: boolean;
  /** Why there is nothing more. */
  failure?: unknown;
}

/** A subscriber that does not read is cut off rather than filling the memory. */
const WAITING_LIMIT = 1000;

/**
 * Subscribers with the same document, variables and rights share one execution: a wallboard on fifty screens costs what
 * one costs. Loaders are fresh for every message.
 */
export function createSharedSubscribe() {
  const shared = new Map<string, Shared>();

  function open(key: string, args: ExecutionArgs): Shared {
    const stop = new AbortController();
    const context: Context = { ...(args.contextValue as Context), signal: stop.signal };
    const one: Shared = { refused: Promise.resolve(null), members: 0, queues: new Set(), stop };
    one.refused = run(one, { ...args, contextValue: context } as SubscriptionArgs, context);
    one.refused.then(
      (refusal) => refusal && forget(key, one),
      () => forget(key, one),
    );
    stop.signal.addEventListener('abort', () => forget(key, one));
    shared.set(key, one);
    return one;
  }

  function forget(key: string, one: Shared): void {
    if (shared.get(key) === one) shared.delete(key);
    for (const queue of one.queues) {
      queue.open = false;
      queue.wake();
    }
  }

  async function run(one: Shared, args: SubscriptionArgs, context: Context): Promise<ExecutionResult | null> {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    void pump(one, source, args, context)
      .catch((error) => {
        for (const queue of one.queues) queue.failure = error;
      })
      .finally(() => one.stop.abort());
    return null;
  }

  async function pump(one: Shared, source: AsyncIterable<unknown>, args: SubscriptionArgs, context: Context) {
    for await (const rootValue of source) {
      const contextValue: Context = { ...context, loaders: createLoaders(context.services) };
      const answer = await execute({ ...args, rootValue, contextValue });
      one.latest = answer;
      for (const queue of one.queues) {
        queue.waiting.push(answer);
        if (queue.waiting.length > WAITING_LIMIT) queue.open = false;
        queue.wake();
      }
    }
  }

  async function* listen(one: Shared, queue: Queue): Answers {
    try {
      while (queue.open) {
        const next = queue.waiting.shift();
        if (next) yield next;
        else
          await new Promise<void>((resolve) => {
            queue.wake = resolve;
          });
      }
      if (queue.failure) throw queue.failure;
    } finally {
      leave(one, queue);
    }
  }

  function leave(one: Shared, queue?: Queue): void {
    if (queue && !one.queues.delete(queue)) return;
    one.members -= 1;
    if (one.members === 0) one.stop.abort();
  }

  /** Takes the place of graphql-js' `subscribe`; the context's signal ends this subscriber's part. */
  return async (args: ExecutionArgs): Promise<Answers | ExecutionResult> => {
    const { actor, signal } = args.contextValue as Context;
    const { accountId, role, applicationId, userName, scopes } = actor!;
    const rights = [accountId, role, applicationId, userName, scopes];
    const key = JSON.stringify([print(args.document), args.operationName, args.variableValues, rights]);
    const one = shared.get(key) ?? open(key, args);
    one.members += 1;
    const refusal = await one.refused.catch((error) => {
      leave(one);
      throw error;
    });
    if (refusal) {
      leave(one);
      return refusal;
    }
    const known = one.latest && tellsHowItIs(args) ? [one.latest] : [];
    const queue: Queue = { waiting: known, wake() {}, open: !signal.aborted && !one.stop.signal.aborted };
    one.queues.add(queue);
    signal.addEventListener('abort', () => {
      queue.open = false;
      queue.wake();
    });
    return listen(one, queue);
  };
}

/** Whether what is subscribed to begins with how it is now, as its field says: then whoever comes later is told, too. */
function tellsHowItIs({ schema, document, operationName }: ExecutionArgs): boolean {
  const [field] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  const name = field?.kind === Kind.FIELD ? field.name.value : '';
  return schema.getSubscriptionType()?.getFields()[name]?.extensions.beginsWithNow === true;
}
