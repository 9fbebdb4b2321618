import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { PresetKind } from '../../shared/preset-kinds.js';
import { PresetKindEnum } from './preset.type.js';
import type { MenuChoice } from './presets.table.js';

@InputType({ description: 'What a key press at a menu leads to.' })
export class MenuChoiceInput implements MenuChoice {
  @Field(() => String, { description: '1 to 20 keys of the telephone: 0-9, * or #.' })
  digits!: string;

  @Field(() => String, { description: 'The name of the user who rings.' })
  user!: string;
}

@InputType({ description: 'A new version of a preset.' })
export class SavePresetInput {
  @Field(() => GraphQLJSON, {
    description: 'An NCCO, in which PARAMS_TO, YOUR_NEXMO_NUMBER and DTMF_URL are filled in.',
  })
  ncco!: unknown;

  @Field(() => [MenuChoiceInput], { nullable: true, description: 'Without it the menu stays as it is.' })
  menu?: MenuChoiceInput[] | null;

  @Field(() => Int, {
    description: 'The version that was edited; if there is a newer one by now, the answer is CONFLICT.',
  })
  basedOn!: number;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it answers from now on.' })
  makeLive!: boolean;
}

@InputType({ description: 'A text that is not saved.' })
export class DraftInput {
  @Field(() => GraphQLJSON, { description: 'An NCCO with its placeholders, without errors.' })
  ncco!: unknown;

  @Field(() => [MenuChoiceInput], { description: "Empty for the IVR's menu." })
  menu!: MenuChoiceInput[];
}

@InputType({ description: 'A call, or a key press in it, that has not happened.' })
export class PreviewInput {
  @Field(() => ID, { description: 'The application that is called.' })
  applicationId!: string;

  @Field(() => String, { nullable: true, description: 'The number that is called, or that an agent asks to call.' })
  to?: string | null;

  @Field(() => String, { nullable: true, description: "The caller's number." })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'The agent who places the call.' })
  fromUser?: string | null;

  @Field(() => String, { nullable: true, description: 'The keys pressed at the menu; empty is silence.' })
  digits?: string | null;

  @Field(() => Int, { nullable: true, description: 'How often the menu has been said again, 0 to begin with.' })
  attempt?: number | null;

  @Field(() => GraphQLJSON, { nullable: true, description: "What the agent's app sends along." })
  customData?: unknown;

  @Field(() => PresetKindEnum, { nullable: true, description: 'This preset, and not the live one.' })
  kind?: PresetKind | null;

  @Field(() => DraftInput, { nullable: true, description: 'This text in place of the one of `kind` that answers.' })
  draft?: DraftInput | null;
}
