import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What went, and what is still at Vonage.' })
export class DeleteReport {
  @Field(() => [String], { description: 'Names of the applications that went.' })
  applications!: string[];

  @Field(() => Boolean)
  deletedAtVonage!: boolean;

  @Field(() => Int)
  usersDeleted!: number;

  @Field(() => [String])
  numbersCancelled!: string[];

  @Field(() => [String], {
    description: 'Each with its kind: "application <Vonage\'s id>", "user <name>", "number <digits>".',
  })
  leftAtVonage!: string[];
}
