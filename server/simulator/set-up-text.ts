interface Announced {
  url: string;
  apiKey: string;
  apiSecret: string;
  signatureSecret: string;
  controlToken: string;
  handsetToken: string;
}

/** What a program needs in order to use the simulator, to be pasted: for @vonage/server-sdk and @vonage/client-sdk. */
export function setUpText(announced: Announced): string {
  const { url, apiKey, apiSecret, signatureSecret, controlToken, handsetToken } = announced;
  return `
Simulated Vonage   ${url}
Test phones        ${url}/#${handsetToken}
API key            ${apiKey}
API secret         ${apiSecret}
Signature secret   ${signatureSecret}
Control token      ${controlToken}   (docs/simulator.md)

// @vonage/server-sdk
const account = { apiKey: '${apiKey}', apiSecret: '${apiSecret}' };
const hosts = { apiHost: '${url}', restHost: '${url}' };
const { applications } = new Vonage(account, hosts);
const { id, keys } = await applications.createApplication({
  name: 'Mine',
  capabilities: {
    voice: {
      webhooks: {
        answerUrl: { address: 'http://127.0.0.1:3000/answer', httpMethod: 'POST' },
        eventUrl: { address: 'http://127.0.0.1:3000/event', httpMethod: 'POST' },
      },
    },
  },
});
const vonage = new Vonage({ ...account, applicationId: id, privateKey: keys.privateKey }, hosts);

// @vonage/client-sdk
new VonageClient({ apiUrl: '${url}', websocketUrl: '${url}', rtcStatsTelemetry: false });
`;
}
