import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PRESET_KINDS, type PresetKind, type PresetSlot } from '../../shared/preset-kinds.js';
import { ApplicationType } from '../applications/application.type.js';
import type { Context } from '../context.js';
import { checkNcco, type NccoFinding } from '../vonage/check-ncco.js';
import { readCallFacts } from './call-facts.js';
import { checkTemplate } from './check-template.js';
import { GUIDE_PRESETS, menuReply, type PresetText } from './guide-presets.js';
import { PreviewInput, SavePresetInput } from './preset.input.js';
import {
  NccoFindingType,
  Preset,
  PresetBranch,
  PresetKindEnum,
  PresetSlotEnum,
  PresetTextType,
  PresetVersion,
  Preview,
} from './preset.type.js';
import { type MenuChoice } from './presets.table.js';
import { presetView } from './read-presets.js';

@Authorized()
@Resolver(() => Preset)
export class PresetsResolver {
  @Query(() => Preset, { description: 'One of the four presets of an application.' })
  preset(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('kind', () => PresetKindEnum) kind: PresetKind,
    @Ctx() { services, actor }: Context,
  ): Promise<Preset> {
    return services.presets.find(actor!, applicationId, kind);
  }

  @Query(() => Preview, {
    description: 'NCCO that would be returned for a call or a key press, and the reason for it.',
  })
  async previewAnswer(
    @Arg('input', () => PreviewInput) input: PreviewInput,
    @Ctx() { services, actor }: Context,
  ): Promise<Preview> {
    const { applicationId, digits = null, attempt, kind = null, draft = null, fromUser, ...call } = input;
    const facts = readCallFacts({ ...call, from_user: fromUser, custom_data: call.customData });
    const request = { facts, digits, attempt: attempt ?? 0, kind, draft };
    const answer = await services.presets.preview(actor!, applicationId, request);
    return { ...answer, findings: checkNcco(answer.ncco, { unknownKeys: 'error' }) };
  }

  @Query(() => [NccoFindingType], {
    description: 'Errors and warnings for an NCCO, which may contain placeholders; empty if there are none.',
  })
  checkNcco(@Arg('ncco', () => GraphQLJSON) ncco: unknown): NccoFinding[] {
    return checkTemplate(ncco, 'ncco');
  }

  @Mutation(() => Preset, {
    description: 'Saves a new version of a preset; it goes live unless `makeLive` is false.',
  })
  savePreset(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('kind', () => PresetKindEnum) kind: PresetKind,
    @Arg('input', () => SavePresetInput) input: SavePresetInput,
    @Ctx() { services, actor }: Context,
  ): Promise<Preset> {
    return services.presets.save(actor!, applicationId, kind, { ...input, menu: input.menu ?? null });
  }

  @Mutation(() => Preset, { description: "Makes a version live; 0 is the guide's text." })
  publishPreset(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('kind', () => PresetKindEnum) kind: PresetKind,
    @Arg('version', () => Int) version: number,
    @Ctx() { services, actor }: Context,
  ): Promise<Preset> {
    return services.presets.publish(actor!, applicationId, kind, version);
  }

  @Mutation(() => Preset, { description: "Restores the guide's text as a new version and makes it live." })
  resetPreset(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('kind', () => PresetKindEnum) kind: PresetKind,
    @Ctx() { services, actor }: Context,
  ): Promise<Preset> {
    return services.presets.reset(actor!, applicationId, kind);
  }

  @FieldResolver(() => [PresetVersion], {
    description: "The 100 latest versions, newest first, without the guide's text.",
  })
  async versions(@Root() preset: Preset, @Ctx() { services, actor }: Context): Promise<PresetVersion[]> {
    const rows = await services.presets.versions(actor!, preset.applicationId, preset.kind);
    return rows.map(({ savedByName, ...row }) => ({ ...row, savedBy: savedByName }));
  }

  @FieldResolver(() => [PresetBranch], { description: 'NCCO that the dtmf webhook returns for each menu choice.' })
  branches(@Root() { menu }: Preset): PresetBranch[] {
    return branchesOf(menu);
  }

  @FieldResolver(() => PresetTextType, { description: 'Live text, which may be older than the latest.' })
  async answering(@Root() preset: Preset, @Ctx() { services, actor }: Context): Promise<PresetTextType> {
    const { applicationId, kind, liveVersion } = preset;
    if (liveVersion === preset.version) return textOf(liveVersion, preset);
    return textOf(liveVersion, await services.presets.text(actor!, applicationId, kind, liveVersion));
  }

  @FieldResolver(() => PresetTextType, { description: "The guide's text: version 0." })
  guideText(@Root() { kind }: Preset): PresetTextType {
    return textOf(0, GUIDE_PRESETS[kind]);
  }

  @FieldResolver(() => [NccoFindingType], { description: 'Errors and warnings for the latest text.' })
  findings(@Root() { ncco }: Preset): NccoFinding[] {
    return checkTemplate(ncco, 'ncco');
  }
}

@Authorized()
@Resolver(() => ApplicationType)
export class ApplicationPresetsResolver {
  @Mutation(() => ApplicationType, {
    description: 'Selects the preset that answers inbound calls, or calls of agents.',
  })
  setLivePreset(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('slot', () => PresetSlotEnum) slot: PresetSlot,
    @Arg('kind', () => PresetKindEnum) kind: PresetKind,
    @Ctx() { services, actor }: Context,
  ): Promise<ApplicationType> {
    return services.presets.setLive(actor!, applicationId, slot, kind);
  }

  @FieldResolver(() => PresetKindEnum, { description: 'Preset that answers these calls.' })
  livePreset(@Root() application: ApplicationType, @Arg('slot', () => PresetSlotEnum) slot: PresetSlot): PresetKind {
    return slot === 'outside' ? application.presetFromOutside : application.presetFromAgent;
  }

  @FieldResolver(() => [Preset], {
    description: 'All four presets; for admins and supervisors.',
    complexity: ({ childComplexity }) => 1 + PRESET_KINDS.length * childComplexity,
  })
  async presets(@Root() application: ApplicationType, @Ctx() { services }: Context): Promise<Preset[]> {
    const saved = await services.presets.savedOf(application.id);
    return PRESET_KINDS.map((kind) => presetView(application, kind, saved));
  }
}

const branchesOf = (menu: MenuChoice[]): PresetBranch[] =>
  menu.map((choice) => ({ ...choice, ncco: menuReply(choice.user) }));

const textOf = (version: number, { ncco, menu }: PresetText): PresetTextType => ({
  version,
  ncco,
  menu: branchesOf(menu),
});
