import { describe, expect, it } from 'vitest';
import { checkNcco } from '../../server/vonage/check-ncco.js';
import { ACTION_RULES, ENDPOINT_RULES } from '../../server/vonage/ncco-rules.js';
import { BROKEN_FLOWS, TYPICAL } from './typical-nccos.js';

const said = (ncco: unknown) => {
  return checkNcco(ncco, { unknownKeys: 'error' }).map(({ severity, code, path }) => `${severity} ${code} ${path}`);
};

describe('a typical call flow', () => {
  it.each(TYPICAL)('is accepted: $what', ({ ncco, warned = [] }) => {
    expect(said(ncco).sort()).toEqual(warned.map((one) => `warning ${one}`).sort());
  });

  it.each([...Object.keys(ACTION_RULES), ...Object.keys(ENDPOINT_RULES)])('is tried with %s', (name) => {
    const text = JSON.stringify(TYPICAL.map(({ ncco }) => ncco));
    expect(text).toMatch(new RegExp(`"(action|type)":"${name}"`));
  });
});

describe('a call flow with a fault', () => {
  it.each(BROKEN_FLOWS)('%j: %s', (ncco, finding) => {
    expect(said(ncco).filter((one) => one.startsWith('error'))).toContain(`error ${finding}`);
  });
});
