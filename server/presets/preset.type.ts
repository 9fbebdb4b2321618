import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PRESET_KINDS, type PresetKind, type PresetSlot } from '../../shared/preset-kinds.js';
import type { NccoFinding } from '../vonage/check-ncco.js';
import type { FindingCode, FindingSeverity } from '../vonage/ncco-findings.js';
import type { PresetText } from './guide-presets.js';
import type { MenuChoice } from './presets.table.js';
import type { PresetView } from './read-presets.js';
import type { Answer, AnswerReason } from './routing.js';

export const PresetKindEnum = Object.fromEntries(PRESET_KINDS.map((kind) => [kind.toUpperCase(), kind]));
registerEnumType(PresetKindEnum, {
  name: 'PresetKind',
  description: "The guide's call flows: Inbound Call, Outbound Call, IVR, Custom.",
});

export const PresetSlotEnum = { FROM_OUTSIDE: 'outside', FROM_AGENT: 'agent' } as const;
registerEnumType(PresetSlotEnum, {
  name: 'PresetSlot',
  description: 'Which calls a preset answers.',
  valuesConfig: {
    FROM_OUTSIDE: { description: 'Inbound calls to a rented number.' },
    FROM_AGENT: { description: 'Calls that an agent places.' },
  },
});

const FindingSeverityEnum = { ERROR: 'error', WARNING: 'warning' } as const;
registerEnumType(FindingSeverityEnum, {
  name: 'FindingSeverity',
  description: 'Error: Vonage would reject it. Warning: Vonage would run it differently than probably intended.',
});

@ObjectType('NccoFinding', { description: 'An error or warning at one place of an NCCO.' })
export class NccoFindingType implements NccoFinding {
  @Field(() => String, { description: 'Location as JSONPath: `$[0].endpoint[0].number`.' })
  path!: string;

  @Field(() => FindingSeverityEnum, { description: 'Severity; an NCCO with errors cannot be saved.' })
  severity!: FindingSeverity;

  @Field(() => String, { description: 'Rule; with `params`, a client can build the message in any language.' })
  code!: FindingCode;

  @Field(() => String, { description: 'Message in English.' })
  message!: string;

  @Field(() => GraphQLJSON, { description: 'Values in the message.' })
  params!: NccoFinding['params'];
}

@ObjectType('MenuChoice', { description: 'Target of a key press in a menu.' })
export class MenuChoiceType implements MenuChoice {
  @Field(() => String, { description: '1 to 20 keys.' })
  digits!: string;

  @Field(() => String, { description: 'Name of the user to ring.' })
  user!: string;
}

@ObjectType({ description: 'A menu choice with the NCCO that the dtmf webhook returns for it.' })
export class PresetBranch extends MenuChoiceType {
  @Field(() => GraphQLJSON, { description: 'NCCO that is returned.' })
  ncco!: unknown;
}

@ObjectType('PresetText', { description: 'Text of a preset: its NCCO and menu.' })
export class PresetTextType implements PresetText {
  @Field(() => Int, { description: "Version; 0 is the guide's text." })
  version!: number;

  @Field(() => GraphQLJSON, { description: 'NCCO with placeholders.' })
  ncco!: unknown[];

  @Field(() => [PresetBranch], { description: 'Menu, with the NCCO that the dtmf webhook returns for each choice.' })
  menu!: PresetBranch[];
}

@ObjectType({ description: 'A saved version of a preset; it never changes.' })
export class PresetVersion {
  @Field(() => Int, { description: 'Version number, from 1.' })
  version!: number;

  @Field(() => GraphQLJSON, { description: 'NCCO with placeholders.' })
  ncco!: unknown;

  @Field(() => [MenuChoiceType], { description: 'Menu of this version.' })
  menu!: MenuChoice[];

  @Field(() => Date, { description: 'Time of saving.' })
  savedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the person who saved it; null if they have been removed.',
  })
  savedBy!: string | null;
}

@ObjectType({ description: 'A call flow: an NCCO with placeholders that are filled in when a call arrives.' })
export class Preset implements PresetView {
  @Field(() => ID, { description: 'Application that it belongs to.' })
  applicationId!: string;

  @Field(() => PresetKindEnum, { description: 'Which of the four presets this is.' })
  kind!: PresetKind;

  @Field(() => GraphQLJSON, {
    description: 'Latest text: an NCCO with the placeholders PARAMS_TO, YOUR_NEXMO_NUMBER and DTMF_URL.',
  })
  ncco!: unknown[];

  @Field(() => [MenuChoiceType], {
    description: "Targets of key presses sent to DTMF_URL. A preset without a menu uses the IVR's.",
  })
  menu!: MenuChoice[];

  @Field(() => Int, { description: "Latest version; 0 is the guide's text." })
  version!: number;

  @Field(() => Int, { description: 'Version that is live.' })
  liveVersion!: number;

  @Field(() => [PresetSlotEnum], { description: 'Calls that the application answers with this preset.' })
  live!: PresetSlot[];

  @Field(() => Boolean, { description: "Whether the latest text is the guide's." })
  isGuideText!: boolean;
}

@ObjectType({ description: 'What would be returned for a call.' })
export class Preview implements Answer {
  @Field(() => GraphQLJSON, { description: 'NCCO with placeholders filled in.' })
  ncco!: Answer['ncco'];

  @Field(() => PresetKindEnum, { description: 'Preset that answers.' })
  kind!: PresetKind;

  @Field(() => Int, { description: 'Version of the preset.' })
  version!: number;

  @Field(() => String, {
    description:
      'Why this preset: number-override, application-from-outside, application-from-agent or asked-for; or the result of a key press: menu-choice, menu-again, menu-goodbye.',
  })
  reason!: AnswerReason;

  @Field(() => [NccoFindingType], { description: 'Errors and warnings for the NCCO.' })
  findings!: NccoFinding[];
}
