import { generateKeyPair, type MakeKeyPair } from '../../server/applications/key-pair.js';

/** What the tests of this process have made so far. */
const made: ReturnType<MakeKeyPair>[] = [];

/** Real key pairs, each of another one; those that an earlier app of the tests had are taken before a new one is made. */
export function createKeyStock(): MakeKeyPair {
  let given = 0;
  return () => {
    made[given] ??= generateKeyPair();
    return made[given++]!;
  };
}
