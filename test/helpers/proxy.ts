import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut. @param target its address */
export async function openProxy(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let blocked = false;
  const server = createServer((near) => {
    if (blocked) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function cut(): void {
    for (const socket of open) socket.destroy();
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Ends every connection; new ones are taken. */
    cut,
    /** Ends every connection, and new ones as well until `unblock`. */
    block(): void {
      blocked = true;
      cut();
    },
    unblock(): void {
      blocked = false;
    },
    close(): Promise<void> {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
