import { Field, ObjectType } from 'type-graphql';
import type { ClientAddresses } from '../vonage/client-addresses.js';

@ObjectType('ClientAddresses', { description: 'Where the Client SDK connects: its settings of the same names.' })
export class ClientAddressesType implements ClientAddresses {
  @Field(() => String, { description: 'HTTP address.' })
  apiUrl!: string;

  @Field(() => String, { description: 'WebSocket address, of the same region.' })
  websocketUrl!: string;

  @Field(() => String, { description: 'Path at the WebSocket address.' })
  websocketPath!: string;
}
