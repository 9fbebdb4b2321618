import { Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { DayArgs, DayFiguresType, HourFiguresType } from './day.type.js';

@Authorized()
@Resolver(() => DayFiguresType)
export class ReportsResolver {
  @Query(() => DayFiguresType, { description: 'Figures of the calls of a period, such as a day.' })
  day(@Args(() => DayArgs) query: DayArgs, @Ctx() { actor, services }: Context): Promise<DayFiguresType> {
    return services.reports.day(actor!, query);
  }

  @FieldResolver(() => HourFiguresType, {
    description:
      'The same figures of as many days before, such as of the day before; while the period goes on, up to the same time of day.',
  })
  before(@Root() day: DayFiguresType, @Ctx() { services }: Context): Promise<HourFiguresType> {
    return services.reports.before(day);
  }
}
