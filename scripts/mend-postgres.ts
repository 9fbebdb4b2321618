import type { Plugin } from 'vite';

/** What is replaced in a file of the driver, and by what. */
type Mending = [found: string, mended: string];

const CONNECTION: Mending[] = [
  // A query for a connection that was lost a moment ago, such as the rollback of its transaction, is refused.
  [
    `    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
    `    if (socket === null)
      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options, socket)), true)

    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
  ],
  // Without a socket there is nothing to write to; whoever waits for an answer has been told by closed().
  [
    `  function nextWrite(fn) {
`,
    `  function nextWrite(fn) {
    if (socket === null)
      return chunk = nextWriteTimer = null, false
`,
  ],
  // Nothing of the lost connection may be left for the next one: neither half a message nor the query it was for.
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
  // A transaction that lost its connection may not go on in the next one, which by then belongs to another transaction.
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

/** By the end of the file's path. */
const FILES = { '/postgres/src/connection.js': CONNECTION, '/postgres/src/index.js': TRANSACTIONS };

/**
 * Mends what postgres.js does when a connection is lost under load (docs/decisions/mended-driver.md), where the server
 * is bundled and where tests load it. A driver in which a text is not found stops the build: it may be mended itself.
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
