import { expect, it } from 'vitest';
import { createLog } from '../../server/log.js';

function logged(readable: boolean) {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'info', readable, write: (line) => lines.push(line) }) };
}

it('masks phone numbers and secrets, wherever they occur', () => {
  const { lines, log } = logged(false);
  log.info(
    {
      to: '447700900123',
      nested: [{ from: '+81312345678', apiSecret: 'hush', authorization: 'Basic x', leg: '63f61863-4a51-4f6b' }],
      url: 'http://localhost/x?api_secret=hush&to=447700900123',
      database: 'postgres://denwaban:hush@127.0.0.1:5432/denwaban',
    },
    'Call from tel:+447700900123 with eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ4In0.abc-_1.',
  );
  log.error({ err: new Error('no route to 15551230100') }, 'failed');
  const text = lines.join('');
  expect(text).not.toMatch(/447700900123|81312345678|15551230100|hush|Basic|eyJ/);
  expect(text).toContain('…123');
  expect(text).toContain('63f61863-4a51-4f6b');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['Call from tel:…123 with [hidden].', 'failed']);
});

it('leaves other numbers and times unchanged', () => {
  const { lines, log } = logged(false);
  log.info({ bytes: 12_345_678, ms: 12.345, id: '01a0f2c4-1234567-x' }, 'took 1234 ms');
  expect(JSON.parse(lines[0]!)).toMatchObject({ bytes: 12_345_678, ms: 12.345, id: '01a0f2c4-1234567-x' });
});

it("writes readable lines on a terminal, with an error's stack below", () => {
  const { lines, log } = logged(true);
  log.warn({ attempts: 3, err: new Error('refused') }, 'The simulator does not answer.');
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d {2}warning {2}The simulator does not answer\. {2}attempts=3\n {4}Error: refused\n/,
  );
});
