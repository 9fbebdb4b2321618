import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedaction } from '../../scripts/doctor/redact-webhook.js';

describe('a webhook that is kept', () => {
  it('has the same stand-in for a number everywhere, with what was around it', () => {
    const redact = createRedaction();
    const answer = redact({
      from: ' 4915111222333',
      to: '+819012345678',
      custom_data: '{"to":"4915111222333","note":"call 819012345678"}',
      uuid: 'aaaaaaaa-bbbb-cccc-dddd-012345678901',
      timestamp: '2026-11-27T12:00:00.123Z',
      region_url: 'https://api-eu-3.vonage.com',
    });
    expect(answer).toEqual({
      from: ' 447700900001',
      to: '+447700900002',
      custom_data: '{"to":"447700900001","note":"call 447700900002"}',
      uuid: 'aaaaaaaa-bbbb-cccc-dddd-012345678901',
      timestamp: '2026-11-27T12:00:00.123Z',
      region_url: 'https://api-eu-3.vonage.com',
    });
    expect(redact({ from: '819012345678', status: 'started' })).toEqual({ from: '447700900002', status: 'started' });
  });

  it('keeps words and short digits in place of a number', () => {
    const body = {
      from: 'Unknown',
      to: null,
      dtmf: { digits: '1', timed_out: false },
      duration: '12',
      rate: '0.00450000',
    };
    expect(createRedaction()(body)).toEqual(body);
  });

  it('has no token, no secret address and no number as a number', () => {
    const redact = createRedaction();
    expect(
      redact({
        headers: { authorization: 'Bearer eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl' },
        recording_url: 'https://api.nexmo.com/v1/files/bbbbbbbb-aaaa-cccc-dddd-0123456789ab',
        original_request: { url: 'https://example.com/webhooks/abcdefghijklmnopqrstuv/answer' },
        caller: 4915111222333,
      }),
    ).toEqual({
      headers: { authorization: 'Bearer hidden' },
      recording_url: 'https://api.nexmo.com/v1/files/hidden',
      original_request: { url: 'https://example.com/webhooks/hidden/answer' },
      caller: 447700900001,
    });
  });

  it('never has a number that came in, wherever it stood', () => {
    const number = fc.stringMatching(/^[1-9]\d{7,13}$/).filter((one) => !one.startsWith('4477009000'));
    const around = fc.constantFrom(
      (one: string): unknown => one,
      (one: string) => `+${one}`,
      (one: string) => ` ${one} `,
      (one: string) => [{ deep: { list: [`tel ${one}, please`] } }],
      (one: string) => JSON.stringify({ to: one }),
      (one: string) => Number(one),
    );
    fc.assert(
      fc.property(number, around, (one, put) => {
        expect(JSON.stringify(createRedaction()({ custom: put(one) }))).not.toContain(one);
      }),
    );
  });
});
