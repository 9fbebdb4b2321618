import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nccoSchema } from '../../server/vonage/ncco-schema.js';
import { validNcco } from './ncco-samples.js';

describe("the editor's JSON Schema", () => {
  it('is up to date in web/generated (otherwise: npm run schema)', async () => {
    await expect(`${JSON.stringify(nccoSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../web/generated/ncco.schema.json',
    );
  });

  it('accepts every valid NCCO, and refuses a value of the wrong type', () => {
    const valid = new Ajv({ strict: false }).compile(nccoSchema());
    fc.assert(
      fc.property(validNcco, (ncco) => {
        valid(ncco);
        expect(valid.errors).toBeNull();
      }),
    );
    expect(valid([{ action: 'talk', text: 5 }])).toBe(false);
    expect(valid([{ action: 'connect', endpoint: [{ type: 'phone', number: '+4477' }] }])).toBe(false);
  });
});
