import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSoftPhone, type SoftPhone } from '../../scripts/soft-phone.js';
import {
  answerCall,
  invited,
  joining,
  openSdkSocket,
  type RingingCall,
  ringUser,
  type SdkSocket,
} from '../helpers/sdk-socket.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

let telephony: Telephony;
let caller: TestPhone;
let open: SdkSocket[] = [];
let soft: SoftPhone[] = [];
beforeAll(async () => {
  telephony = await startTelephony();
});
beforeEach(async () => {
  await telephony.reset();
  caller = await telephony.phone({ number: '447700900999' });
});
afterEach(async () => {
  for (const socket of open) {
    socket.emit('session:logout', { tid: '1', body: {} });
    await waitFor(() => !socket.connected());
  }
  for (const phone of soft) await phone.close();
  open = [];
  soft = [];
});
afterAll(() => telephony.close());

async function signIn(name: string, query: Record<string, string> = {}, token = telephony.userToken(name)) {
  const socket = await openSdkSocket(telephony, token, query);
  open.push(socket);
  return socket;
}

function softPhone(): SoftPhone {
  const phone = createSoftPhone();
  soft.push(phone);
  return phone;
}

const ring = (jane: SdkSocket, more?: object) => ringUser(telephony, caller, jane, more);
const answer = (jane: SdkSocket, call: RingingCall) => answerCall(jane, call, softPhone());

describe('a session', () => {
  it("begins with the user's identity", async () => {
    const jane = await signIn('Jane');
    const user = telephony.simulator.cloud.user(telephony.application.id, 'eu-west', 'Jane')!;
    expect(jane.first).toEqual({
      type: 'session:success',
      body: {
        id: expect.stringMatching(/^SES-/),
        user_id: user.id,
        name: 'Jane',
        api_key: telephony.simulator.credentials.apiKey,
      },
    });
  });

  const past = Math.floor(Date.now() / 1000) - 1000;
  it.each([
    ['a token that has expired', { iat: past, exp: past + 60 }, 'system:error:expired-token'],
    ['a token of an unknown application', { application_id: 'nobody' }, 'system:error:invalid-token'],
    ['a token without jti', { jti: undefined }, 'system:error:invalid-token'],
    ['a token without sub', { sub: undefined }, 'user:error:invalid-user'],
    ['a token of a user that does not exist', { sub: 'Nobody' }, 'user:error:invalid-user'],
    ['a token without ACL', { acl: undefined }, 'system:error:permission'],
    ['an ACL without sessions', { acl: { paths: { '/*/users/**': {} } } }, 'system:error:permission'],
  ])('is refused to %s', async (_what, claims, event) => {
    const socket = await openSdkSocket(telephony, telephony.userToken('Jane', claims));
    expect(socket.first.type).toBe(event);
    socket.close();
  });

  it('is refused without a valid token', async () => {
    const socket = await openSdkSocket(telephony, 'x.y.z');
    expect(socket.first.type).toBe('system:error:invalid-token');
    socket.close();
  });

  it.each([
    ['invalid', 'session:error:invalid'],
    ['unknown_error', 'session:error:gone'],
  ])('that has ended is refused: %s', async (stale_session, event) => {
    await telephony.control('PATCH', '/manners', { stale_session });
    const socket = await openSdkSocket(telephony, telephony.userToken('Jane'), { session_id: 'SES-gone' });
    expect(socket.first.type).toBe(event);
    socket.close();
    await telephony.control('DELETE', '/manners');
  });

  it('is resumed by its own user only, and not after signing out', async () => {
    const jane = await signIn('Jane');
    expect((await signIn('Jane', { session_id: jane.session })).session).toBe(jane.session);
    const joe = await openSdkSocket(telephony, telephony.userToken('Joe'), { session_id: jane.session });
    expect(joe.first.type).toBe('session:error:invalid');
    joe.close();
    const again = open.at(-1)!;
    again.emit('session:logout', { tid: '1', body: {} });
    await waitFor(() => !again.connected());
    const late = await openSdkSocket(telephony, telephony.userToken('Jane'), { session_id: jane.session });
    expect(late.first.type).toBe('session:error:invalid');
    late.close();
  });

  it('is forgotten after fifteen minutes without a connection, or as soon as one sets', async () => {
    for (const [minutes, life] of [
      [15, null],
      [1, 60_000],
    ] as const) {
      if (life) await telephony.control('PATCH', '/account', { session_life_ms: life });
      const jane = await signIn('Jane');
      jane.close();
      await waitFor(() => !jane.connected());
      // The server may learn of it a moment later.
      await waitFor(async () => {
        await telephony.skip(minutes * 60_000);
        const late = await openSdkSocket(telephony, telephony.userToken('Jane'), { session_id: jane.session });
        late.close();
        return late.first.type === 'session:error:invalid';
      });
    }
    await telephony.control('PATCH', '/account', { session_life_ms: 15 * 60_000 });
  });

  it('ends when its token expires, and continues with a new one', async () => {
    const soon = () => ({ exp: Math.floor(Date.now() / 1000) + 2 });
    const jane = await signIn('Jane', {}, telephony.userToken('Jane', soon()));
    const joe = await signIn('Joe', {}, telephony.userToken('Joe', soon()));
    const fresh = telephony.userToken('Joe');
    expect(await joe.ask('PUT', `/v0.2/sessions/${joe.session}`, '', fresh)).toMatchObject({
      status: 200,
      body: { session_id: joe.session },
    });
    await waitFor(() => !jane.connected());
    expect(joe.connected()).toBe(true);
    // His token may be of the next second.
    await waitFor(async () => (await joe.ask('GET', '/v0.3/users/me')).status === 401);
    expect((await joe.ask('GET', '/v0.3/users/me', undefined, fresh)).body).toMatchObject({ name: 'Joe' });
  });

  it('is not refreshed with another user’s token', async () => {
    const jane = await signIn('Jane');
    const reply = await jane.ask('PUT', `/v0.2/sessions/${jane.session}`, '', telephony.userToken('Joe'));
    expect(reply).toMatchObject({ status: 404, body: { code: 'session:error:not-found' } });
  });
});

describe('requests of the Client SDK', () => {
  it('may come from pages of any origin', async () => {
    const origin = { origin: 'https://contact.example' };
    const preflight = await telephony.simulator.request('/v0.3/legs', { method: 'OPTIONS', headers: origin });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization, content-type');
    const refused = await telephony.simulator.request('/v0.3/users/me', { authorization: null, headers: origin });
    expect(refused).toMatchObject({ status: 401, body: { code: 'system:error:missing-token' } });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('need a user’s token and what its ACL allows', async () => {
    const jane = await signIn('Jane');
    const admin = telephony.bearer().slice(7);
    expect(await jane.ask('GET', '/v0.3/users/me', undefined, admin)).toMatchObject({ status: 401 });
    const narrow = telephony.userToken('Jane', { acl: { paths: { '/*/sessions/**': {} } } });
    expect(await jane.ask('GET', '/v0.3/users/me', undefined, narrow)).toMatchObject({
      status: 401,
      body: { code: 'system:error:permission' },
    });
  });

  it.each([
    ['POST', '/v0.3/legs', {}],
    ['POST', '/v0.3/legs', { originating_session: 7, body: { offer: 'x' } }],
    ['POST', '/v0.3/knocking', { channel: [] }],
  ])('%s %s with the body %j is refused with what is wrong', async (method, path, body) => {
    const jane = await signIn('Jane');
    const reply = await jane.ask(method, path, body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'http:error:validation-fail' } });
  });

  it("with an invalid SDP or another user's session are refused", async () => {
    const [jane, joe] = [await signIn('Jane'), await signIn('Joe')];
    const offer = (session: string, sdp: string) => ({ originating_session: session, body: { offer: { sdp } } });
    expect(await jane.ask('POST', '/v0.3/legs', offer(jane.session, 'hello'))).toMatchObject({ status: 400 });
    expect(await jane.ask('POST', '/v0.3/legs', offer(joe.session, 'hello'))).toMatchObject({
      status: 404,
      body: { code: 'session:error:not-found' },
    });
  });

  it('find users by id, by name and as me', async () => {
    const jane = await signIn('Jane');
    const { body } = await jane.ask('GET', '/v0.3/users/me');
    expect(body).toMatchObject({ name: 'Jane', id: expect.stringMatching(/^USR-/) });
    expect((await jane.ask('GET', `/v0.3/users/${(body as { id: string }).id}`)).body).toEqual(body);
    expect(await jane.ask('GET', '/v0.3/users/Nobody')).toMatchObject({
      status: 404,
      body: { code: 'user:error:not-found' },
    });
    expect((await jane.ask('POST', '/v2/rtc/metrics', { body: { metrics: [] } })).status).toBe(200);
  });
});

describe('an invited user', () => {
  it('sees the call, and no one else in the application does', async () => {
    const [jane, joe] = [await signIn('Jane'), await signIn('Joe')];
    const call = await ring(jane);
    const conversation = `/v0.3/conversations/${call.cid}`;
    expect((await jane.ask('GET', conversation)).body).toMatchObject({ id: call.cid, state: 'ACTIVE' });
    expect((await jane.ask('GET', `${conversation}/members/me`)).body).toMatchObject({
      id: call.mid,
      state: 'INVITED',
    });
    expect((await jane.ask('GET', `/v0.3/legs/${call.leg}`)).body).toMatchObject({ id: call.leg, status: 'ringing' });
    for (const path of [conversation, `${conversation}/members/me`, `/v0.3/legs/${call.leg}`]) {
      expect((await joe.ask('GET', path)).status).toBe(404);
    }
    expect((await joe.ask('PUT', call.member, joining(joe.session))).status).toBe(404);
    expect((await joe.ask('DELETE', call.member.replace('v0.3', 'v0.2'))).status).toBe(404);
    expect(joe.came.map(({ type }) => type)).toEqual(['session:success']);
  });

  it('answers once: repeating is harmless, another device is refused, and after the end it is too late', async () => {
    const [jane, other] = [await signIn('Jane'), await signIn('Jane')];
    const call = await ring(jane);
    await other.expect('member:invited');
    await answer(jane, call);
    expect((await jane.ask('PUT', call.member, joining(jane.session))).status).toBe(200);
    expect(await other.ask('PUT', call.member, joining(other.session))).toMatchObject({ status: 409 });
    await caller.hangUp();
    await jane.expect('rtc:hangup');
    expect(await jane.ask('PUT', call.member, joining(jane.session))).toMatchObject({ status: 404 });
    expect(await jane.ask('DELETE', call.member.replace('v0.3', 'v0.2'))).toMatchObject({ status: 404 });
  });

  it('who does not answer is told of the timeout', async () => {
    const jane = await signIn('Jane');
    const call = await ring(jane, { timeout: 20 });
    await telephony.skip(20_000);
    const left = await jane.expect('member:left');
    expect(left.body).toMatchObject({ member_id: call.mid, reason: { code: 'ring_timer' } });
    expect((await jane.expect('rtc:hangup')).body).toMatchObject({ reason: { code: 'RING_TIMER', sip_code: 487 } });
  });

  it('who is disconnected for 20 seconds is given up; one who returns is invited again', async () => {
    const jane = await signIn('Jane');
    const first = await ring(jane);
    jane.close();
    await waitFor(() => !jane.connected());
    const back = await signIn('Jane', { session_id: jane.session });
    const pending = (back.first.body.pending_events as { type: string; body: { channel: { id: string } } }[])[0]!;
    expect(pending).toMatchObject({ type: 'member:invited', body: { channel: { id: first.leg } } });
    back.close();
    await waitFor(() => !back.connected());
    await waitFor(async () => {
      await telephony.skip(20_000);
      return telephony.office.statuses(first.leg).includes('unanswered');
    });
  });
});

describe('a call that the application places to a user', () => {
  it('rings, and tells its session of the conversation that the NCCO takes it to', async () => {
    const jane = await signIn('Jane');
    const { uuid } = await telephony.sdk.voice.createOutboundCall({
      to: [{ type: 'app', user: 'Jane' } as never],
      from: { type: 'phone', number: NUMBER },
      ncco: [{ action: 'conversation', name: 'call-1' } as never],
    });
    const call = await invited(jane);
    expect(call.leg).toBe(uuid);
    await answer(jane, call);
    const moved = await jane.expect('rtc:transfer');
    expect(moved.body).toMatchObject({ was_member: call.mid, transferred_from: call.cid, channel: { id: call.leg } });
    expect(moved.cid).not.toBe(call.cid);
    expect((await jane.ask('DELETE', call.member.replace('v0.3', 'v0.2'))).status).toBe(404);
    const path = `/v0.2/conversations/${moved.cid}/members/${moved.from}?reason_code=4001&reason_text=done&from=${moved.from}`;
    expect(await jane.ask('DELETE', path)).toMatchObject({ status: 204, body: '' });
    const hangup = await jane.expect('rtc:hangup');
    expect(hangup.body).toMatchObject({
      channel: { id: call.leg },
      reason: { code: 'LOCAL_HANGUP', text: expect.any(String), sip_code: 200 },
      bandwidth: { bytes_in: expect.any(Number), bytes_out: expect.any(Number) },
      quality: { mos_score: expect.any(Number), packet_cnt: expect.any(Number) },
    });
  });
});

describe('a server call', () => {
  it('without a knocking request leaves nothing behind', async () => {
    const jane = await signIn('Jane');
    const body = {
      originating_session: jane.session,
      body: { offer: { type: 'offer', sdp: await softPhone().offer() } },
    };
    const { body: opened } = await jane.ask('POST', '/v0.3/legs', body);
    await telephony.skip(15_000);
    const knock = {
      originating_session: jane.session,
      channel: { type: 'app', id: (opened as { rtc_id: string }).rtc_id },
    };
    expect(await jane.ask('POST', '/v0.3/knocking', knock)).toMatchObject({ status: 404 });
    expect(telephony.office.arrived).toEqual([]);
  });
});
