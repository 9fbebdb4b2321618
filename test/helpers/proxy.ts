import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut. @param target its address */
export async function openProxy(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let blocked = false;
  let silent = false;
  const server = createServer((near) => {
    if (blocked) return near.destroy();
    if (silent) return void keep(near.on('close', () => open.delete(near)));
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      keep(socket);
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

  function keep(socket: Socket): void {
    open.add(socket);
    socket.on('error', () => {});
  }

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
    /** Every connection stays, and new ones are taken, but nothing goes through until `unhush`. */
    hush(): void {
      silent = true;
      for (const socket of open) socket.unpipe().pause();
    },
    /** Ends every connection that was hushed; new ones are taken. */
    unhush(): void {
      silent = false;
      cut();
    },
    close(): Promise<void> {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
