import { Field, InputType } from 'type-graphql';
import type { UpdateApplication } from './applications.service.js';
import type { CreateApplication } from './new-application.js';

@InputType({ description: 'A new application.' })
export class CreateApplicationInput implements CreateApplication {
  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'na-east, na-west, eu-east, eu-west, apac-sng or apac-australia; the one nearest to the account’s numbers if omitted.',
  })
  region?: string | null;
}

@InputType({ description: 'Fields to change; omitted fields keep their value.' })
export class UpdateApplicationInput implements UpdateApplication {
  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Assigned number from which agents call; null for the first assigned.',
  })
  defaultOutgoingNumber?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether POST /api/jwt creates unknown users.' })
  createsUsers?: boolean | null;
}

@InputType({ description: 'What to delete at Vonage too; everything else stays there.' })
export class DeleteApplicationInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Whether to delete the application at Vonage.' })
  deleteAtVonage!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to delete its users.' })
  deleteUsers!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to cancel its numbers, which ends their monthly charge.',
  })
  cancelNumbers!: boolean;
}

@InputType({ description: 'Deletes all data of the account here, and what is selected at Vonage too.' })
export class ResetInput extends DeleteApplicationInput {
  @Field(() => String, { description: 'The word "reset", as typed by a person.' })
  confirm!: string;
}
