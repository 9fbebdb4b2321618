import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NUMBER, startTelephony, type Telephony } from '../helpers/telephony.js';

/** Jane's own token at Vonage's REST APIs, while Joe talks with a caller. */
let telephony: Telephony;
let conversation: string;
let leg: string;
beforeAll(async () => {
  telephony = await startTelephony();
  const [caller, joe] = [await telephony.phone({ number: '447700900999' }), await telephony.phone({ user: 'Joe' })];
  telephony.office.on('/answer', [{ action: 'connect', endpoint: [{ type: 'app', user: 'Joe' }] }]);
  await caller.dial(NUMBER);
  await joe.is('ringing');
  const { call } = await joe.answer();
  conversation = call!.conversation;
  leg = call!.leg;
});
afterAll(() => telephony.close());

describe('an agent’s token, as issued by the server', () => {
  it.each([
    ['lists conversations', 'GET', '/v1/conversations'],
    ['makes one', 'POST', '/v1/conversations', { name: 'mine' }],
    ['changes one', 'PUT', '/v1/conversations/CON', { name: 'mine' }],
    ['deletes one', 'DELETE', '/v1/conversations/CON'],
    ['lists who is in it', 'GET', '/v1/conversations/CON/members'],
    [
      'adds a member',
      'POST',
      '/v1/conversations/CON/members',
      { user: { name: 'Jane' }, state: 'joined', channel: { type: 'app' } },
    ],
    ['throws one out', 'PATCH', '/v1/conversations/CON/members/MEM-1', { state: 'left' }],
    ['talks into it', 'PUT', '/v1/conversations/CON/talk', { text: 'Hello' }],
    ['silences it', 'DELETE', '/v1/conversations/CON/talk'],
    ['plays into it', 'PUT', '/v1/conversations/CON/stream', { stream_url: ['http://127.0.0.1/x.wav'] }],
    ['records it', 'PUT', '/v1/conversations/CON/record', { action: 'start', event_url: ['http://127.0.0.1/x'] }],
    ['reads what was said', 'GET', '/v1/conversations/CON/events'],
    ['deletes an event', 'DELETE', '/v1/conversations/CON/events/1'],
    ['lists users', 'GET', '/v1/users'],
    ['makes one', 'POST', '/v1/users', { name: 'mine' }],
    ['deletes one', 'DELETE', '/v1/users/USR-1'],
    ['calls', 'POST', '/v1/calls', { to: [{ type: 'phone', number: '447700900001' }] }],
    ['lists calls', 'GET', '/v1/calls'],
    ['hangs up for another', 'PUT', '/v1/calls/LEG', { action: 'hangup' }],
    ['talks to a leg', 'PUT', '/v1/calls/LEG/talk', { text: 'Hello' }],
    ['reads a recording', 'GET', '/v1/files/1'],
    ['stores a push certificate', 'PUT', '/v1/applications/APP/push_tokens/ios', { token: 'x' }],
  ])('refuses whoever %s: %s %s', async (_what, method, template, body?: object) => {
    const path = template.replace('CON', conversation).replace('LEG', leg).replace('APP', telephony.application.id);
    const reply = await telephony.simulator.request(path, {
      method,
      authorization: `Bearer ${telephony.userToken('Jane')}`,
      ...(body && { body }),
    });
    expect(reply).toMatchObject({ status: 401 });
    expect(JSON.stringify(reply.body)).toContain('ACL of the token');
  });

  it('cannot read someone else’s call with the Client SDK’s requests', async () => {
    const authorization = `Bearer ${telephony.userToken('Jane')}`;
    for (const path of [
      `/v0.3/conversations/${conversation}`,
      `/v0.3/conversations/${conversation}/legs`,
      `/v0.3/conversations/${conversation}/members/me`,
      `/v0.3/legs/${leg}`,
    ]) {
      expect(await telephony.simulator.request(path, { authorization }), path).toMatchObject({ status: 404 });
    }
  });
});
