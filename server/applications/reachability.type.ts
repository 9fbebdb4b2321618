import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Reachability } from './reachability.js';

export const ReachabilityStateEnum = {
  REACHABLE: 'reachable',
  THIS_MACHINE: 'thisMachine',
  UNREACHABLE: 'unreachable',
} as const;
registerEnumType(ReachabilityStateEnum, {
  name: 'ReachabilityState',
  description: 'Whether webhooks arrive.',
  valuesConfig: {
    THIS_MACHINE: {
      description: 'The address is a loopback or private one: enough for the simulator, not for Vonage.',
    },
  },
});

@ObjectType({ description: 'Whether a request to PUBLIC_URL comes back to this server.' })
export class WebhookReachability implements Reachability {
  @Field(() => ReachabilityStateEnum, { description: 'Whether it does.' })
  state!: Reachability['state'];

  @Field(() => String, { description: 'The setting PUBLIC_URL, from which webhook addresses are made.' })
  url!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it does not: name, refused, certificate, timeOut, status, otherServer or broken.',
  })
  reason!: Reachability['reason'];

  @Field(() => String, { nullable: true, description: 'What was said, such as an HTTP status or `CERT_HAS_EXPIRED`.' })
  detail!: string | null;
}
