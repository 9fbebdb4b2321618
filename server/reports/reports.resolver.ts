import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { DayArgs, DayFiguresType } from './day.type.js';

@Authorized()
@Resolver()
export class ReportsResolver {
  @Query(() => DayFiguresType, { description: 'Figures of the calls of a period, such as a day.' })
  day(@Args(() => DayArgs) query: DayArgs, @Ctx() { actor, services }: Context): Promise<DayFiguresType> {
    return services.reports.day(actor!, query);
  }
}
