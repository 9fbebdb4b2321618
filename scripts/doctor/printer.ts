import type { Step } from './doctor.js';
import type { Finding, StepResult } from './report.js';
import { fill, sentenceOf } from './sentence.js';
import { type Language, WORDS } from './words/prompts.js';

const SIGNS = { pass: '✓', note: '·', skipped: '–', fail: '✗' } as const;

/** Prints a run: sentences for people, or one JSON object a line. */
export function createPrinter(language: Language, isJson: boolean) {
  const words = WORDS[language];

  function printFinding({ number, name }: Pick<Step, 'number' | 'name'>, finding: Finding): void {
    const { text, cure } = sentenceOf(finding, language);
    if (isJson) {
      console.log(JSON.stringify({ type: 'finding', step: number, name, ...finding, text, ...(cure && { cure }) }));
      return;
    }
    console.log(`  ${SIGNS[finding.state]} ${text}`);
    if (cure) console.log(`      ${words.cure}${cure}`);
  }

  return {
    /** @param finding null when the step begins */
    tell(step: Pick<Step, 'number' | 'name'>, finding: Finding | null): void {
      if (finding) printFinding(step, finding);
      else if (!isJson) console.log(`\n${step.number} ${words.step[step.name]}`);
    },

    end(results: StepResult[]): void {
      const count = (state: StepResult['state']) => results.filter((one) => one.state === state).length;
      const counts = { passed: count('pass'), failed: count('fail'), skipped: count('skipped') };
      if (isJson) {
        for (const { findings: _, ...result } of results) console.log(JSON.stringify({ type: 'step', ...result }));
        console.log(JSON.stringify({ type: 'end', ...counts }));
        return;
      }
      console.log('');
      for (const { step, name, state, seconds } of results) {
        console.log(`${step} ${words.step[name]}: ${words.state[state]} (${seconds} s)`);
      }
      console.log(fill(words.summary, counts));
    },
  };
}
