import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { mapPage } from '../../page.js';
import { PageArgs } from '../../page.type.js';
import { AuditEntryConnection, AuditFilterInput } from './audit.type.js';

@Authorized()
@Resolver()
export class AuditResolver {
  @Query(() => AuditEntryConnection, { description: 'The audit log, newest first; for admins only.' })
  async auditLog(
    @Arg('filter', () => AuditFilterInput, { nullable: true }) filter: AuditFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, services }: Context,
  ): Promise<AuditEntryConnection> {
    const entries = await services.audit.list(actor!, { filter, ...page });
    return mapPage(entries, (row) => ({ ...row, id: String(row.id) }));
  }
}
