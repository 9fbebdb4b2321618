import { refuseFor } from '../../rate-limit.js';

/** Who waits. */
export interface Waiter {
  /** The network that they come from. */
  place: string;
  /** A name or an id; whatever tells the people of one place apart. */
  person: string;
}

interface QueueLimits {
  /** How many may wait for one person at one place, for all of a place, and altogether. */
  ofPerson: number;
  ofPlace: number;
  ofAll: number;
  /** Seconds after which whoever finds no room may come again. */
  comeAgain: number;
}

type Job = () => Promise<unknown>;

/**
 * One piece of work at a time. The places take turns, and at each place its people: however much one of them wants, it is
 * everybody else's turn in between.
 * @returns a function that resolves with what the work gives; it throws LIMIT when too much waits
 */
export function createFairQueue({ ofPerson, ofPlace, ofAll, comeAgain }: QueueLimits) {
  /** In the order of their turns. */
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
