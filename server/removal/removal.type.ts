import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What was deleted, and what is still at Vonage.' })
export class DeleteReport {
  @Field(() => [String], { description: 'Names of the deleted applications.' })
  applications!: string[];

  @Field(() => Boolean, { description: 'Whether they were deleted at Vonage too.' })
  deletedAtVonage!: boolean;

  @Field(() => Int, { description: 'Number of deleted users.' })
  usersDeleted!: number;

  @Field(() => [String], { description: 'Canceled numbers, in E.164, without +.' })
  numbersCancelled!: string[];

  @Field(() => [String], {
    description: 'Remaining objects with their kind: "application <Vonage\'s id>", "user <name>", "number <digits>".',
  })
  leftAtVonage!: string[];
}
