import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { PresetKind } from '../../shared/preset-kinds.js';
import { PresetKindEnum } from './preset.type.js';
import type { MenuChoice } from './presets.table.js';

@InputType({ description: 'Target of a key press in a menu.' })
export class MenuChoiceInput implements MenuChoice {
  @Field(() => String, { description: '1 to 20 keys: 0-9, * or #.' })
  digits!: string;

  @Field(() => String, { description: 'Name of the user to ring.' })
  user!: string;
}

@InputType({ description: 'A new version of a preset.' })
export class SavePresetInput {
  @Field(() => GraphQLJSON, {
    description: 'NCCO with the placeholders PARAMS_TO, YOUR_NEXMO_NUMBER and DTMF_URL.',
  })
  ncco!: unknown;

  @Field(() => [MenuChoiceInput], { nullable: true, description: 'New menu; omit to keep the current one.' })
  menu?: MenuChoiceInput[] | null;

  @Field(() => Int, {
    description: 'Version that was edited; CONFLICT if there is a newer one.',
  })
  basedOn!: number;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it answers calls from now on.' })
  makeLive!: boolean;
}

@InputType({ description: 'An unsaved text.' })
export class DraftInput {
  @Field(() => GraphQLJSON, { description: 'NCCO with placeholders; must be valid.' })
  ncco!: unknown;

  @Field(() => [MenuChoiceInput], { description: "Menu; empty for the IVR's menu." })
  menu!: MenuChoiceInput[];
}

@InputType({ description: 'A hypothetical call, or a key press in it.' })
export class PreviewInput {
  @Field(() => ID, { description: 'Application that is called.' })
  applicationId!: string;

  @Field(() => String, { nullable: true, description: 'Number that is called, or that an agent dials.' })
  to?: string | null;

  @Field(() => String, { nullable: true, description: "Caller's number." })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'Agent who places the call.' })
  fromUser?: string | null;

  @Field(() => String, { nullable: true, description: 'Keys pressed in the menu; empty for a timeout.' })
  digits?: string | null;

  @Field(() => Int, { nullable: true, description: 'How often the menu has been repeated; 0 at first.' })
  attempt?: number | null;

  @Field(() => GraphQLJSON, { nullable: true, description: "Custom data sent by the agent's app." })
  customData?: unknown;

  @Field(() => PresetKindEnum, { nullable: true, description: 'Preset to use instead of the live one.' })
  kind?: PresetKind | null;

  @Field(() => DraftInput, { nullable: true, description: 'Text to use instead of the live text of `kind`.' })
  draft?: DraftInput | null;
}
