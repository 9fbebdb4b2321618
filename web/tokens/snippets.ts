import type { ClientAddresses } from '../voice/line';

export interface SnippetFacts {
  /** Of `POST /api/jwt`. */
  url: string;
  key: string;
  user: string;
  /** Settings of the Client SDK for the region of the application; null = its own defaults. */
  client: ClientAddresses | null;
}

/** How an app gets its agent's token and signs in with it, by platform; ready to paste. */
export function snippets({ url, key, user, client }: SnippetFacts): { name: string; code: string }[] {
  const settings = client && [client.apiUrl, client.websocketUrl, client.websocketPath].map((value) => `'${value}'`);
  const hosts = settings
    ? `{\n  apiUrl: ${settings[0]},\n  websocketUrl: ${settings[1]},\n  websocketPath: ${settings[2]},\n}`
    : '';
  return [
    {
      name: 'curl',
      code: `curl ${url} \\
  -H 'content-type: application/json' \\
  -d '{"mobile_api_key":"${key}","user_name":"${user}"}'`,
    },
    {
      name: 'Web',
      code: `import { VonageClient } from '@vonage/client-sdk';

const reply = await fetch('${url}', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ mobile_api_key: '${key}', user_name: '${user}' }),
});
const { jwt } = await reply.json();

const client = new VonageClient(${hosts});
client.on('callInvite', (callId) => client.answer(callId));
const sessionId = await client.createSession(jwt);`,
    },
    {
      name: 'iOS',
      code: `import VonageClientSDKVoice

struct Token: Decodable { let jwt: String }

var request = URLRequest(url: URL(string: "${url}")!)
request.httpMethod = "POST"
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.httpBody = try JSONEncoder().encode(["mobile_api_key": "${key}", "user_name": "${user}"])
let (data, _) = try await URLSession.shared.data(for: request)
let token = try JSONDecoder().decode(Token.self, from: data)

let client = VGVoiceClient()
client.createSession(token.jwt) { error, sessionId in }`,
    },
    {
      name: 'Android',
      code: `import com.vonage.voice.api.VoiceClient
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody
import org.json.JSONObject

val body = """{"mobile_api_key":"${key}","user_name":"${user}"}"""
    .toRequestBody("application/json".toMediaType())
val request = Request.Builder().url("${url}").post(body).build()
val jwt = OkHttpClient().newCall(request).execute().use {
    JSONObject(it.body!!.string()).getString("jwt")
}

val client = VoiceClient(context)
client.createSession(jwt) { error, sessionId -> }`,
    },
  ];
}
