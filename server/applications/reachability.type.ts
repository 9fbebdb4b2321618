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
      description: 'The address is loopback or private, which works for the simulator but not for Vonage.',
    },
  },
});

@ObjectType({ description: 'Whether a request to PUBLIC_URL reaches this server.' })
export class WebhookReachability implements Reachability {
  @Field(() => ReachabilityStateEnum, { description: 'Result of the check.' })
  state!: Reachability['state'];

  @Field(() => String, { description: 'The setting PUBLIC_URL, with which webhook URLs start.' })
  url!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Reason for failure: name, refused, certificate, timeOut, status, otherServer or broken; null if reachable.',
  })
  reason!: Reachability['reason'];

  @Field(() => String, { nullable: true, description: 'Detail, such as an HTTP status or `CERT_HAS_EXPIRED`.' })
  detail!: string | null;
}
