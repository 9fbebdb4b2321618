import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Person } from './doctor.js';
import { fill } from './sentence.js';
import { type Language, WORDS } from './words/prompts.js';

/** The person at the terminal. Everything for them goes to stderr, so that --json has stdout for itself. */
export function createTerminal(language: Language, signal: AbortSignal) {
  const isThere = Boolean(process.stdin.isTTY);
  const words = WORDS[language].prompt;
  const say = (text: string) => process.stderr.write(`  ${text}\n`);

  /** @param hidden what is typed is not shown. @returns null if no one is there */
  async function ask(question: string, hidden = false): Promise<string | null> {
    if (!isThere) return null;
    process.stderr.write(question);
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: hidden ? nowhere : process.stderr, terminal: true });
    try {
      return (await lines.question('', { signal })).trim();
    } catch {
      return null;
    } finally {
      lines.close();
      if (hidden) process.stderr.write('\n');
    }
  }

  const person: Person = {
    isThere,
    tell: (key, params = {}) => void say(fill(words[key], params)),
    async confirm(key, params = {}) {
      const answer = await ask(`  ${fill(words[key], params)} [y/n] `);
      return answer === null ? null : /^(y|yes|はい)$/i.test(answer);
    },
  };
  return { person, ask };
}
