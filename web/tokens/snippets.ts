/** How an app of one's own gets its agent's token and logs in with it, by platform. @param url of `POST /api/jwt` */
export function snippets(url: string, key: string): { name: string; code: string }[] {
  return [
    {
      name: 'curl',
      code: `curl ${url} \\
  -H 'content-type: application/json' \\
  -d '{"mobile_api_key":"${key}","user_name":"Jane"}'`,
    },
    {
      name: 'Web',
      code: `import { VonageClient } from '@vonage/client-sdk';

const reply = await fetch('${url}', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ mobile_api_key: '${key}', user_name: 'Jane' }),
});
const { jwt } = await reply.json();

const client = new VonageClient();
await client.createSession(jwt);`,
    },
    {
      name: 'iOS',
      code: `import VonageClientSDKVoice

var request = URLRequest(url: URL(string: "${url}")!)
request.httpMethod = "POST"
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.httpBody = try JSONEncoder().encode(["mobile_api_key": "${key}", "user_name": "Jane"])
let (data, _) = try await URLSession.shared.data(for: request)
let token = try JSONDecoder().decode(Token.self, from: data)

let client = VGVoiceClient()
client.createSession(token.jwt) { error, sessionId in }

struct Token: Decodable { let jwt: String }`,
    },
    {
      name: 'Android',
      code: `import com.vonage.voice.api.VoiceClient

val body = """{"mobile_api_key":"${key}","user_name":"Jane"}"""
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
