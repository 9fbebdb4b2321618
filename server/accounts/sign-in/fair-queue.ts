import { refuseFor } from '../../rate-limit.js';

/** Who is waiting. */
export interface Waiter {
  /** Network of the client. */
  place: string;
  /** A name or id that distinguishes the people at one address. */
  person: string;
}

interface QueueLimits {
  /** Maximum waiting per person at one address, per address, and in total. */
  ofPerson: number;
  ofPlace: number;
  ofAll: number;
  /** Seconds until a request that found the queue full may retry. */
  comeAgain: number;
}

type Job = () => Promise<unknown>;

/**
 * Runs one job at a time. Addresses take turns, and so do the people at each address: however many requests one makes,
 * everyone else gets a turn in between.
 * @returns a function that resolves with the job's result; it throws LIMIT if the queue is full
 */
export function createFairQueue({ ofPerson, ofPlace, ofAll, comeAgain }: QueueLimits) {
  /** In order of their turns. */
  const places = new Map<string, Map<string, Job[]>>();
  let waiting = 0;
  let working = false;

  function next(): Job | null {
    const [place, people] = places.entries().next().value ?? [];
    const [person, jobs] = people?.entries().next().value ?? [];
    const job = jobs?.shift();
    if (place === undefined || person === undefined || !people || !jobs || !job) return null;
    waiting -= 1;
    people.delete(person);
    if (jobs.length > 0) people.set(person, jobs);
    places.delete(place);
    if (people.size > 0) places.set(place, people);
    return job;
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let job = next(); job; job = next()) await job();
    working = false;
  }

  return <T>({ place, person }: Waiter, task: () => Promise<T>): Promise<T> => {
    const people = places.get(place) ?? new Map<string, Job[]>();
    const jobs = people.get(person) ?? [];
    const atPlace = [...people.values()].reduce((sum, { length }) => sum + length, 0);
    const isFull = jobs.length >= ofPerson || atPlace >= ofPlace || waiting >= ofAll;
    return new Promise((resolve, reject) => {
      refuseFor(isFull ? comeAgain : null, 'signIn', 'Too many people sign in at once.');
      jobs.push(() => task().then(resolve, reject));
      people.set(person, jobs);
      places.set(place, people);
      waiting += 1;
      void work();
    });
  };
}
