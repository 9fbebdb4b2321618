import { expect, it } from 'vitest';
import { createSecrets } from '../../server/secrets.js';

const OLD = 'a-secret-of-the-tests-long-enough';
const NEW = 'another-secret-of-the-tests';
const FIRST_VERSION = '1.8644f134.toE9bCapKApgIFqV.Rlbl3Vki-Sk1z8ItLVGxZw.8lYRXQ';

it('decrypts what it encrypted, only for the same place', () => {
  const secrets = createSecrets([OLD]);
  const sealed = secrets.encrypt('hush', 'applications.privateKey a');
  expect(secrets.decrypt(sealed, 'applications.privateKey a')).toBe('hush');
  for (const place of ['applications.privateKey b', 'applications.mobileApiKey a', '']) {
    expect(() => secrets.decrypt(sealed, place)).toThrow();
  }
  expect(sealed).not.toContain('hush');
  expect(secrets.encrypt('hush', 'a')).not.toBe(secrets.encrypt('hush', 'a'));
});

it('decrypts texts of an older secret, and texts of version 1 without a place', () => {
  const sealed = createSecrets([OLD]).encrypt('hush', 'a');
  const both = createSecrets([NEW, OLD]);
  expect(both.decrypt(sealed, 'a')).toBe('hush');
  expect(both.decrypt(FIRST_VERSION, 'anywhere')).toBe('hush');
  expect([sealed, FIRST_VERSION, both.encrypt('x', 'a')].map(both.isFresh)).toEqual([false, false, true]);
  expect(createSecrets([OLD]).isFresh(FIRST_VERSION)).toBe(false);
});

it('refuses texts of another secret, changed texts, and anything else', () => {
  const secrets = createSecrets([OLD]);
  const sealed = secrets.encrypt('hush', 'a');
  const [version, id, iv, tag, text] = sealed.split('.');
  const changed = [version, id, iv, tag, Buffer.from('x').toString('base64url') + text!.slice(2)].join('.');
  const pretended = ['1', id, iv, tag, text].join('.');
  for (const wrong of [createSecrets([NEW]).encrypt('hush', 'a'), changed, pretended, '', 'hush', '2.a.b.c.d']) {
    expect(() => secrets.decrypt(wrong, 'a')).toThrow();
  }
});
