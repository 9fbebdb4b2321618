import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ApplicationType } from '../applications/application.type.js';
import type { Context } from '../context.js';
import { PageArgs } from '../page.type.js';
import { PresetKindEnum } from '../presets/preset.type.js';
import {
  AssignNumberInput,
  AvailableNumberConnection,
  AvailableNumbersArgs,
  NumberConnection,
  NumberType,
  RentNumberInput,
} from './number.type.js';
import type { NumberRow } from './numbers.table.js';

@Authorized()
@Resolver(() => NumberType)
export class NumbersResolver {
  @Query(() => NumberConnection, { description: 'Rented numbers, in ascending order.' })
  numbers(
    @Arg('applicationId', () => ID, { nullable: true }) applicationId: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, services }: Context,
  ): Promise<NumberConnection> {
    return services.numbers.list(actor!, { applicationId, ...page });
  }

  @Query(() => AvailableNumberConnection, { description: 'Numbers with VOICE that are available in a country.' })
  availableNumbers(
    @Args(() => AvailableNumbersArgs) query: AvailableNumbersArgs,
    @Ctx() { actor, services }: Context,
  ): Promise<AvailableNumberConnection> {
    return services.numbers.available(actor!, query);
  }

  @Query(() => String, {
    nullable: true,
    description:
      'Country in which agents of an application dial numbers without a country code, ISO 3166 alpha-2; see `Application.homeCountry`.',
  })
  async homeCountry(
    @Arg('applicationId', () => ID) applicationId: string,
    @Ctx() { actor, services }: Context,
  ): Promise<string | null> {
    return services.numbers.homeCountry(await services.applications.find(actor!, applicationId));
  }

  @Mutation(() => NumberType, { description: 'Rents a number at the agreed price. Costs money.' })
  rentNumber(
    @Arg('input', () => RentNumberInput) input: RentNumberInput,
    @Ctx() { actor, services }: Context,
  ): Promise<NumberType> {
    return services.numbers.rent(actor!, input);
  }

  @Mutation(() => NumberType, { description: 'Cancels a number; it may not be available again.' })
  cancelNumber(@Arg('msisdn', () => String) msisdn: string, @Ctx() { actor, services }: Context): Promise<NumberType> {
    return services.numbers.cancel(actor!, msisdn);
  }

  @Mutation(() => NumberType, { description: 'Assigns a number to an application, which will answer its calls.' })
  assignNumber(
    @Arg('input', () => AssignNumberInput) input: AssignNumberInput,
    @Ctx() { actor, services }: Context,
  ): Promise<NumberType> {
    return services.numbers.assign(actor!, input);
  }

  @Mutation(() => NumberType, { description: 'Unlinks a number from its application and keeps its other settings.' })
  unassignNumber(
    @Arg('msisdn', () => String) msisdn: string,
    @Ctx() { actor, services }: Context,
  ): Promise<NumberType> {
    return services.numbers.unassign(actor!, msisdn);
  }

  @Mutation(() => NumberType, {
    description: "Sets the preset that answers calls to a number; null to use the application's.",
  })
  setNumberPreset(
    @Arg('msisdn', () => String) msisdn: string,
    @Arg('kind', () => PresetKindEnum, { nullable: true }) kind: NumberRow['preset'] | undefined,
    @Ctx() { actor, services }: Context,
  ): Promise<NumberType> {
    return services.numbers.setPreset(actor!, msisdn, kind ?? null);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it can take calls.' })
  canVoice(@Root() { features }: NumberType): boolean {
    return features.includes('VOICE');
  }

  @FieldResolver(() => ApplicationType, { nullable: true, description: 'Application that answers its calls.' })
  async application(
    @Root() { applicationId }: NumberType,
    @Ctx() { services }: Context,
  ): Promise<ApplicationType | null> {
    return applicationId ? services.applications.byId(applicationId) : null;
  }
}

@Authorized()
@Resolver(() => ApplicationType)
export class ApplicationNumbersResolver {
  @FieldResolver(() => [NumberType], { description: 'Numbers of the application, first assigned first.' })
  numbers(@Root() { id }: ApplicationType, @Ctx() { services }: Context): Promise<NumberType[]> {
    return services.numbers.assignedTo(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Number from which agents call: the selected one, otherwise the first assigned.',
  })
  async defaultOutgoingNumber(
    @Root() application: ApplicationType,
    @Ctx() { services }: Context,
  ): Promise<string | null> {
    return application.defaultOutgoingNumber ?? (await services.numbers.assignedTo(application.id))[0]?.msisdn ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Country of the number from which agents call, ISO 3166 alpha-2: numbers without a country code are dialed there. Null without a number.',
  })
  homeCountry(@Root() application: ApplicationType, @Ctx() { services }: Context): Promise<string | null> {
    return services.numbers.homeCountry(application);
  }
}
