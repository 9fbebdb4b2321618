/** A bare page with the unmodified Client SDK: what the agent of a run uses. */
export const AGENT_PAGE = `<!doctype html>
<meta charset="utf-8" />
<title>Doctor</title>
<script type="module">
  import { LoggingLevel, VonageClient } from '/vonageClientSDK.mjs';

  const NAMES = ['callInvite', 'callInviteCancel', 'callHangup', 'callMediaDisconnect', 'sessionError'];
  const plain = (value) => JSON.parse(JSON.stringify(value ?? null));
  window.told = [];

  window.signIn = async (options, token, session) => {
    window.client = new VonageClient({ rtcStatsTelemetry: false, loggingLevel: LoggingLevel.Error, ...options });
    for (const name of NAMES) window.client.on(name, (...args) => told.push({ name, args: args.map(plain) }));
    try {
      return { value: await window.client.createSession(token, session ?? undefined) };
    } catch (error) {
      return { code: String(error.code ?? error.message) };
    }
  };
  window.ask = async (method, args) => {
    try {
      return { value: plain(await window.client[method](...args)) };
    } catch (error) {
      return { code: String(error.code ?? error.message) };
    }
  };
  window.heard = async (call) => {
    const connection = window.client.getPeerConnection(call);
    if (!connection) return null;
    for (const one of (await connection.getStats()).values()) {
      if (one.type === 'inbound-rtp') return one.totalAudioEnergy;
    }
    return 0;
  };
  window.ready = true;
</script>
`;
