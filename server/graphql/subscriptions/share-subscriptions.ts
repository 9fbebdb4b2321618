import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  Kind,
  print,
  type SubscriptionArgs,
} from 'graphql';
import type { Context } from '../../context.js';
import { isDatabaseAway } from '../../db/is-database-away.js';
import { DenwabanError, fail } from '../../errors.js';
import { onAbort } from '../../on-abort.js';
import { createQueue, type Queue } from '../../realtime/queue.js';
import { MISSED } from '../../realtime/topics.js';
import { untilItWorks } from '../../realtime/until-it-works.js';
import { rightsOf, sharedContext } from './shared-context.js';

type Answers = Queue<ExecutionResult>;

/** One execution that several subscribers listen to. */
interface Shared {
  /** An answer in place of a stream: why there is none. */
  refused: Promise<ExecutionResult | null>;
  /** How many have asked for it and not left yet. */
  members: number;
  answers: Set<Answers>;
  /** What was sent last. */
  latest?: ExecutionResult;
  stop: AbortController;
}

/** Answers that wait for one subscriber. */
const LIMIT = 1000;

/** Stands among the answers where some may be missing: the subscription goes on, and what it shows is to be read again. */
const SOME_MISSING: ExecutionResult = {
  errors: [asGraphqlError(fail('UNAVAILABLE', 'Something may be missing. Please read it again.', { rule: 'missed' }))],
};

/**
 * Subscribers with the same document, variables and rights share one execution: a wallboard on fifty screens costs what
 * one costs. Loaders are fresh for every message.
 */
export function createSharedSubscribe() {
  const shared = new Map<string, Shared>();

  function open(key: string, args: ExecutionArgs): Shared {
    const stop = new AbortController();
    const contextValue = sharedContext(args.contextValue as Context, stop.signal);
    const one: Shared = { refused: Promise.resolve(null), members: 0, answers: new Set(), stop };
    one.refused = run(one, { ...args, contextValue } as SubscriptionArgs);
    const forget = () => void (shared.get(key) === one && shared.delete(key));
    one.refused.then((refusal) => refusal && forget(), forget);
    onAbort(stop.signal, forget);
    shared.set(key, one);
    return one;
  }

  async function run(one: Shared, args: SubscriptionArgs): Promise<ExecutionResult | null> {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    const end = (error?: unknown) => {
      for (const answers of one.answers) answers.end(error);
      one.stop.abort();
    };
    pump(one, source, args).then(() => end(), end);
    return null;
  }

  async function pump(one: Shared, source: AsyncIterable<unknown>, args: SubscriptionArgs): Promise<void> {
    for await (const rootValue of source) {
      if (rootValue === MISSED) send(one, SOME_MISSING);
      else send(one, await answer(one, { ...args, rootValue }));
    }
  }

  /** While the database is away the subscribers are told once, and the answer follows when it is back. */
  async function answer(one: Shared, args: ExecutionArgs): Promise<ExecutionResult> {
    const work = async () => {
      const contextValue = sharedContext(args.contextValue as Context, one.stop.signal);
      const result = await execute({ ...args, contextValue });
      if (result.errors?.some(isPassing)) throw new NoAnswer(result);
      return result;
    };
    let told = false;
    const failed = (error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      if (!told) send(one, error.result);
      told = true;
    };
    return untilItWorks(work, { signal: one.stop.signal, failed });
  }

  function send(one: Shared, result: ExecutionResult): void {
    one.latest = result;
    for (const answers of one.answers) answers.push(result);
  }

  function leave(one: Shared): void {
    one.members -= 1;
    if (one.members === 0) one.stop.abort();
  }

  /** Takes the place of graphql-js' `subscribe`. `return` of what it gives ends this subscriber's part, at any moment. */
  return async (args: ExecutionArgs): Promise<Answers | ExecutionResult> => {
    const { actor } = args.contextValue as Context;
    const key = JSON.stringify([print(args.document), args.operationName, args.variableValues, rightsOf(actor!)]);
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
    const answers: Answers = createQueue({
      limit: LIMIT,
      lost: SOME_MISSING,
      closed() {
        one.answers.delete(answers);
        leave(one);
      },
    });
    one.answers.add(answers);
    if (one.latest && beginsWithNow(args)) answers.push(one.latest);
    if (one.stop.signal.aborted) answers.end();
    return answers;
  };
}

/** An answer that lacks something which will be there another time. */
class NoAnswer extends Error {
  constructor(readonly result: ExecutionResult) {
    super('The database is away.');
  }
}

function isPassing({ originalError }: GraphQLError): boolean {
  if (originalError instanceof DenwabanError) return originalError.code === 'UNAVAILABLE';
  return isDatabaseAway(originalError);
}

function asGraphqlError(error: DenwabanError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error });
}

/** Whether what is subscribed to begins with how it is now, as its field says: then whoever comes later is told, too. */
function beginsWithNow({ schema, document, operationName }: ExecutionArgs): boolean {
  const [field] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  const name = field?.kind === Kind.FIELD ? field.name.value : '';
  return schema.getSubscriptionType()?.getFields()[name]?.extensions.beginsWithNow === true;
}
