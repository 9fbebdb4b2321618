import { and, eq } from 'drizzle-orm';
import type { Config } from '../../config.js';
import type { Db } from '../../db/connect.js';
import type { Ncco } from '../../vonage/ncco.js';
import { operations } from './operations.table.js';

/**
 * Plays music to a contact whose transfer was not answered, until the server has decided what to do. Without an NCCO,
 * Vonage would end their call (Vonage: NCCO §6, `eventType: synchronous`). The server decides once the event, which is
 * stored already, has been applied.
 */
export function createKeepContact({ db, config }: { db: Db; config: Pick<Config, 'publicUrl'> }) {
  /** @returns null for an operation that is no transfer, or is not this application's */
  return async function keepContact(applicationId: string, operationId: string): Promise<Ncco | null> {
    const same = and(
      eq(operations.id, operationId),
      eq(operations.applicationId, applicationId),
      eq(operations.kind, 'transfer'),
    );
    const [row] = await db.select({ id: operations.id }).from(operations).where(same);
    return row ? [{ action: 'stream', streamUrl: [`${config.publicUrl}/hold.wav`], loop: 0 }] : null;
  };
}

export type KeepContact = ReturnType<typeof createKeepContact>;
