import { execFileSync } from 'node:child_process';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A self-signed key and certificate for `localhost`. */
function selfSigned(): string {
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const whose = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  return execFileSync('openssl', ['req', ...kind, ...whose, '-keyout', '-', '-out', '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/**
 * A proxy in front of a server, as on the internet: https and wss, forwarding requests with the client's address. Its
 * URL is known before the server's.
 */
export async function openHttpsProxy() {
  const pem = selfSigned();
  let target = new URL('http://127.0.0.1:9');
  const open = new Set<Duplex>();

  function forward(incoming: IncomingMessage) {
    const headers = {
      ...incoming.headers,
      'x-forwarded-for': incoming.socket.remoteAddress,
      'x-forwarded-proto': 'https',
    };
    const { hostname: host, port } = target;
    return request({ host, port, method: incoming.method, path: incoming.url, headers });
  }

  const server = createServer({ key: pem, cert: pem }, (incoming, reply) => {
    const outgoing = forward(incoming);
    outgoing.on('response', (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    outgoing.on('error', () => reply.destroy());
    incoming.pipe(outgoing);
  });
  server.on('upgrade', (incoming, near: Duplex, first: Buffer) => {
    const outgoing = forward(incoming);
    outgoing.on('upgrade', (answer, far, head) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      near.write(head);
      far.write(first);
      near.pipe(far).pipe(near);
      far.on('error', () => near.destroy());
      near.on('close', () => far.destroy());
    });
    outgoing.on('response', () => near.destroy());
    outgoing.on('error', () => near.destroy());
    near.on('error', () => outgoing.destroy());
    outgoing.end();
  });
  server.on('secureConnection', (socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));

  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    /** @param url where requests go from now on */
    leadTo(url: string): void {
      target = new URL(url);
    },
    close(): Promise<void> {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
