import type { Person } from '../doctor.js';
import type { Ears, OutsidePhone } from './phones.js';

/** The owner's own phone: the terminal says what to do, and what comes of it is seen by the webhooks. */
export function ownerPhone(number: string, person: Person): OutsidePhone {
  return {
    number,
    dial: async (to) => person.tell('dial', { number: to }),
    dialWithheld: async (to) => person.tell('dialWithheld', { number: to }),
    press: async (digits) => person.tell('press', { digits }),
    answer: async () => person.tell('answer'),
  };
}

/** @param energy how loud it is at the agent's end from now on, in a few seconds */
export function ownerEars(person: Person, energy: (leg: string) => Promise<number | null>): Ears {
  return {
    async bothWays(_customer, agent) {
      person.tell('speak');
      const loud = await energy(agent);
      const heard = await person.confirm('hearAgent');
      return heard === null || loud === null ? null : heard && loud > 0;
    },
    music: () => person.confirm('hearMusic'),
  };
}
