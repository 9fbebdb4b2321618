import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withInputTypes } from '../../server/presets/input-type.js';

describe('what is sent of an input', () => {
  const old = { action: 'input', timeout: '7', maxDigits: 1, submitOnHash: true };
  const asynchronous = { action: 'input', mode: 'asynchronous' };
  const speech = { action: 'input', type: ['speech'] };

  it.each([
    ['without a type collects keys', { action: 'input' }, { action: 'input', type: ['dtmf'] }],
    [
      'in the old form has its settings in their present place',
      old,
      { action: 'input', type: ['dtmf'], dtmf: { timeOut: '7', maxDigits: 1, submitOnHash: true } },
    ],
    ['with a type stays as it is', speech, speech],
    ['that is asynchronous stays as it is', asynchronous, asynchronous],
  ])('%s', (_, action, sent) => {
    expect(withInputTypes([action])).toEqual([sent]);
  });

  it('changes nothing else, and nothing twice', () => {
    const action = fc.oneof(
      fc.record({ action: fc.constantFrom('talk', 'input', 'connect'), type: fc.option(fc.constant(['dtmf'])) }),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.array(action), (ncco) => {
        const once = withInputTypes(ncco);
        expect(withInputTypes(once)).toEqual(once);
        for (const [at, one] of ncco.entries()) {
          if ((one as { action?: unknown } | null)?.action !== 'input') expect(once[at]).toBe(one);
        }
      }),
    );
  });
});
