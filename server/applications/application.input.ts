import { Field, InputType } from 'type-graphql';
import type { CreateApplication, UpdateApplication } from './applications.service.js';

@InputType({ description: 'A new application.' })
export class CreateApplicationInput implements CreateApplication {
  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'na-east, na-west, eu-east, eu-west, apac-sng or apac-australia; Vonage chooses when it is not given.',
  })
  region?: string | null;
}

@InputType({ description: 'What shall be different; what is left out stays.' })
export class UpdateApplicationInput implements UpdateApplication {
  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An assigned number that agents call from; null = the first that was assigned.',
  })
  defaultOutgoingNumber?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether POST /api/jwt creates a user that it does not know.' })
  createsUsers?: boolean | null;
}

@InputType({ description: 'What goes at Vonage too; everything that is not ticked stays there.' })
export class DeleteApplicationInput {
  @Field(() => Boolean, { defaultValue: false, description: 'The application at Vonage.' })
  deleteAtVonage!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Its users.' })
  deleteUsers!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Its numbers: they are given back and paid no longer.' })
  cancelNumbers!: boolean;
}

@InputType({ description: 'Everything that is kept here of the account goes, and what is ticked at Vonage too.' })
export class ResetInput extends DeleteApplicationInput {
  @Field(() => String, { description: 'The word "reset", typed by a person.' })
  confirm!: string;
}
