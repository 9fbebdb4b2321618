import type { Plugin } from 'vite';

/** A text in a file of the driver, and its replacement. */
type Mending = [found: string, mended: string];

const CONNECTION: Mending[] = [
  // A query on a connection that was just lost, such as the rollback of its transaction, is rejected.
  [
    `    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
    `    if (socket === null)
      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options, socket)), true)

    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
  ],
  // Without a socket nothing can be written; closed() has already rejected the waiting queries.
  [
    `  function nextWrite(fn) {
`,
    `  function nextWrite(fn) {
    if (socket === null)
      return chunk = nextWriteTimer = null, false
`,
  ],
  // A new connection starts clean: without half a message or the query that was running on the lost one.
  [
    `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)`,
    `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener('data', data)`,
  ],
  [
    `    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    closedTime = performance.now()
`,
    `    closedTime = performance.now()
    !initial && !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()
    rows = 0
    if (initial) {
      delay = 100
      return reconnect()
    }

`,
  ],
  [
    `    clearImmediate(nextWriteTimer)
    if (socket) {`,
    `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    if (socket) {`,
  ],
];

const TRANSACTIONS: Mending[] = [
  // A transaction that lost its connection must not continue on the next one, which may by then belong to another
  // transaction.
  [
    `    let savepoints = 0
      , connection`,
    `    let savepoints = 0
      , gone = null
      , connection`,
  ],
  [
    'connection.onclose = reject)',
    `connection.onclose = e => {
          gone = e
          while (queries.length)
            queries.shift().reject(e)
          reject(e)
        })`,
  ],
  [
    `        q.catch(e => uncaughtError || (uncaughtError = e))
`,
    `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (gone)
          return q.reject(gone)
`,
  ],
];

/** Patches by the end of the file's path. */
const FILES = { '/postgres/src/connection.js': CONNECTION, '/postgres/src/index.js': TRANSACTIONS };

/**
 * Patches bugs in how postgres.js handles a connection that is lost under load (docs/decisions/mended-driver.md), for
 * the server's bundle and for tests. The build stops if the driver's code has changed: the new version may not need it.
 */
export function mendPostgres(): Plugin {
  return {
    name: 'mend-postgres',
    enforce: 'pre',
    transform: {
      filter: { id: /\/node_modules\/postgres\/src\/(connection|index)\.js/ },
      handler(code, id) {
        const [, mendings] = Object.entries(FILES).find(([end]) => id.split('?', 1)[0]!.endsWith(end))!;
        let text = code;
        for (const [found, mended] of mendings) {
          if (text.split(found).length !== 2) {
            throw new Error(`scripts/mend-postgres.ts does not fit this version of ${id}: it lacks\n${found}`);
          }
          text = text.replace(found, () => mended);
        }
        return { code: text, map: null };
      },
    },
  };
}
