import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What went, and what is still at Vonage.' })
export class DeleteReport {
  @Field(() => [String], { description: 'Names of the applications that went.' })
  applications!: string[];

  @Field(() => Boolean, { description: 'Whether they went at Vonage too.' })
  deletedAtVonage!: boolean;

  @Field(() => Int, { description: 'How many users went.' })
  usersDeleted!: number;

  @Field(() => [String], { description: 'Numbers that were given back, E.164 digits without +.' })
  numbersCancelled!: string[];

  @Field(() => [String], {
    description: 'Each with its kind: "application <Vonage\'s id>", "user <name>", "number <digits>".',
  })
  leftAtVonage!: string[];
}
