import { describe, expect, it } from 'vitest';
import { setTheScene, talking } from '../helpers/scene.js';
import { waitFor } from '../helpers/wait-for.js';

const scene = setTheScene();

describe('a call is not lost', () => {
  it('before its page is gone for 20 seconds: then it ends for everyone', async () => {
    const { telephony, caller } = scene;
    const { jane, call } = await talking(scene);
    await jane.close();
    const gone = performance.now();
    await waitFor(async () => (await caller.now()).state === 'idle', 30_000);
    expect(performance.now() - gone).toBeGreaterThan(15_000);
    await telephony.office.expect('/event', { uuid: call, status: 'completed', disconnected_by: 'platform' });
  });
});
