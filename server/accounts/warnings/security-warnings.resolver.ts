import { Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { SecurityWarning } from './security-warnings.js';

@ObjectType('SecurityWarning', { description: 'A setting that weakens this installation.' })
export class SecurityWarningType implements SecurityWarning {
  @Field(() => String, {
    description:
      '"forwardedHeaders" and "otherName" (an unconfigured proxy), "signaturesOff", "publicUrlNotHttps", "simulatorInProduction", "signatureSecretUnknown", "ownerSecondFactor"; more may be added.',
  })
  rule!: SecurityWarning['rule'];

  @Field(() => String, { nullable: true, description: 'Detail, such as the address of a proxy.' })
  detail!: string | null;
}

@Authorized()
@Resolver()
export class SecurityWarningsResolver {
  @Query(() => [SecurityWarningType], {
    description: 'Settings that weaken this installation, most severe first; empty if there are none.',
  })
  securityWarnings(@Ctx() { actor, services }: Context): Promise<SecurityWarning[]> {
    return services.securityWarnings.list(actor!);
  }
}
