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
  description: 'The call flows of the guide: Inbound Call, Outbound Call, IVR, Custom.',
});

export const PresetSlotEnum = { FROM_OUTSIDE: 'outside', FROM_AGENT: 'agent' } as const;
registerEnumType(PresetSlotEnum, {
  name: 'PresetSlot',
  description: 'Which calls a preset answers.',
  valuesConfig: {
    FROM_OUTSIDE: { description: 'Calls from outside to a rented number.' },
    FROM_AGENT: { description: 'Calls that an agent places.' },
  },
});

const FindingSeverityEnum = { ERROR: 'error', WARNING: 'warning' } as const;
registerEnumType(FindingSeverityEnum, {
  name: 'FindingSeverity',
  description: 'Whether Vonage would not run it, or would run it otherwise than it is probably meant.',
});

@ObjectType('NccoFinding', { description: 'What is wrong or doubtful at one place of an NCCO.' })
export class NccoFindingType implements NccoFinding {
  @Field(() => String, { description: 'Where, as JSONPath: `$[0].endpoint[0].number`.' })
  path!: string;

  @Field(() => FindingSeverityEnum, { description: 'An error keeps an NCCO from being saved.' })
  severity!: FindingSeverity;

  @Field(() => String, { description: 'Which rule; with `params` it makes the sentence in any language.' })
  code!: FindingCode;

  @Field(() => String, { description: 'The sentence in English.' })
  message!: string;

  @Field(() => GraphQLJSON, { description: 'What the sentence is made of.' })
  params!: NccoFinding['params'];
}

@ObjectType('MenuChoice', { description: 'What a key press at a menu leads to.' })
export class MenuChoiceType implements MenuChoice {
  @Field(() => String, { description: '1 to 20 keys of the telephone.' })
  digits!: string;

  @Field(() => String, { description: 'The name of the user who rings.' })
  user!: string;
}

@ObjectType({ description: 'A choice of a menu with the NCCO that the dtmf webhook answers to it.' })
export class PresetBranch extends MenuChoiceType {
  @Field(() => GraphQLJSON, { description: 'The NCCO.' })
  ncco!: unknown;
}

@ObjectType('PresetText', { description: 'What a preset says and where its keys lead.' })
export class PresetTextType implements PresetText {
  @Field(() => Int, { description: "Its version; 0 is the guide's text." })
  version!: number;

  @Field(() => GraphQLJSON, { description: 'The NCCO with its placeholders.' })
  ncco!: unknown[];

  @Field(() => [PresetBranch], { description: 'Its menu, with the NCCO that the dtmf webhook answers to each choice.' })
  menu!: PresetBranch[];
}

@ObjectType({ description: 'A text that a preset has had; it never changes.' })
export class PresetVersion {
  @Field(() => Int, { description: '1, 2, 3 …' })
  version!: number;

  @Field(() => GraphQLJSON, { description: 'The NCCO with its placeholders.' })
  ncco!: unknown;

  @Field(() => [MenuChoiceType], { description: 'The menu of this version.' })
  menu!: MenuChoice[];

  @Field(() => Date, { description: 'When it was saved.' })
  savedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who saved it; null when that person is gone.' })
  savedBy!: string | null;
}

@ObjectType({ description: 'A call flow: an NCCO in which some values are filled in when a call comes.' })
export class Preset implements PresetView {
  @Field(() => ID, { description: 'The application that it belongs to.' })
  applicationId!: string;

  @Field(() => PresetKindEnum, { description: 'Which of the four it is.' })
  kind!: PresetKind;

  @Field(() => GraphQLJSON, {
    description: 'The newest text: an NCCO with the placeholders PARAMS_TO, YOUR_NEXMO_NUMBER and DTMF_URL.',
  })
  ncco!: unknown[];

  @Field(() => [MenuChoiceType], {
    description: "What keys lead to at DTMF_URL. A preset without a menu of its own uses the IVR's.",
  })
  menu!: MenuChoice[];

  @Field(() => Int, { description: "The newest version; 0 is the guide's text." })
  version!: number;

  @Field(() => Int, { description: 'The version that answers.' })
  liveVersion!: number;

  @Field(() => [PresetSlotEnum], { description: 'The calls that the application answers with this preset.' })
  live!: PresetSlot[];

  @Field(() => Boolean, { description: "Whether the newest text is the guide's." })
  isGuideText!: boolean;
}

@ObjectType({ description: 'What would be answered.' })
export class Preview implements Answer {
  @Field(() => GraphQLJSON, { description: 'The NCCO with its placeholders filled.' })
  ncco!: Answer['ncco'];

  @Field(() => PresetKindEnum, { description: 'The preset that answers.' })
  kind!: PresetKind;

  @Field(() => Int, { description: 'Its version.' })
  version!: number;

  @Field(() => String, {
    description:
      'Why this preset: number-override, application-from-outside, application-from-agent or asked-for; or what a key press led to: menu-choice, menu-again, menu-goodbye.',
  })
  reason!: AnswerReason;

  @Field(() => [NccoFindingType], { description: 'What Vonage would say of it.' })
  findings!: NccoFinding[];
}
