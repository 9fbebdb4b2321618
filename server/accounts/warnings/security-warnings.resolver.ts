import { Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { SecurityWarning } from './security-warnings.js';

@ObjectType('SecurityWarning', { description: 'What weakens this installation.' })
export class SecurityWarningType implements SecurityWarning {
  @Field(() => String, {
    description:
      '"forwardedHeaders" and "otherName" (a proxy that nobody told us of), "signaturesOff", "publicUrlNotHttps", "simulatorInProduction", "signatureSecretUnknown", "ownerSecondFactor"; more may come.',
  })
  rule!: SecurityWarning['rule'];

  @Field(() => String, { nullable: true, description: 'What was seen, such as the address of a proxy.' })
  detail!: string | null;
}

@Authorized()
@Resolver()
export class SecurityWarningsResolver {
  @Query(() => [SecurityWarningType], {
    description: 'What weakens this installation and should be mended, the worst first; empty when all is well.',
  })
  securityWarnings(@Ctx() { actor, services }: Context): Promise<SecurityWarning[]> {
    return services.securityWarnings.list(actor!);
  }
}
