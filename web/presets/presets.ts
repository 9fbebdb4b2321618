import { useMutation } from '@apollo/client/react';
import { PRESETS_OF_SLOT } from '../../shared/preset-kinds';
import type { Application } from '../applications/current-application';
import { graphql } from '../generated/gql';
import type { PresetKind, PresetQuery, PresetSlot } from '../generated/graphql';

export const PresetDocument = graphql(`
  query Preset($applicationId: ID!, $kind: PresetKind!) {
    preset(applicationId: $applicationId, kind: $kind) {
      applicationId
      kind
      ncco
      version
      liveVersion
      live
      isGuideText
      menu {
        digits
        user
      }
      answering {
        version
        ncco
        menu {
          digits
          user
          ncco
        }
      }
      guideText {
        ncco
        menu {
          digits
          user
        }
      }
    }
  }
`);

/** All four presets. */
export const PresetListDocument = graphql(`
  query PresetList($applicationId: ID!) {
    application(id: $applicationId) {
      id
      presets {
        applicationId
        kind
        version
        liveVersion
        isGuideText
      }
    }
  }
`);

export const PresetVersionsDocument = graphql(`
  query PresetVersions($applicationId: ID!, $kind: PresetKind!) {
    preset(applicationId: $applicationId, kind: $kind) {
      applicationId
      kind
      versions {
        version
        savedAt
        savedBy
        ncco
        menu {
          digits
          user
        }
      }
    }
  }
`);

const PublishPresetDocument = graphql(`
  mutation PublishPreset($applicationId: ID!, $kind: PresetKind!, $version: Int!) {
    publishPreset(applicationId: $applicationId, kind: $kind, version: $version) {
      applicationId
      kind
      liveVersion
    }
  }
`);

const SetLivePresetDocument = graphql(`
  mutation SetLivePreset($applicationId: ID!, $slot: PresetSlot!, $kind: PresetKind!) {
    setLivePreset(applicationId: $applicationId, slot: $slot, kind: $kind) {
      id
      fromOutside: livePreset(slot: FROM_OUTSIDE)
      fromAgent: livePreset(slot: FROM_AGENT)
    }
  }
`);

const SavePresetDocument = graphql(`
  mutation SavePreset($applicationId: ID!, $kind: PresetKind!, $input: SavePresetInput!) {
    savePreset(applicationId: $applicationId, kind: $kind, input: $input) {
      applicationId
      kind
      version
    }
  }
`);

const refresh = { refetchQueries: [PresetDocument, PresetVersionsDocument], awaitRefetchQueries: true };

export const useSetLivePreset = () => useMutation(SetLivePresetDocument, refresh);
export const useSavePreset = () => useMutation(SavePresetDocument, refresh);
export const usePublishPreset = () => useMutation(PublishPresetDocument, refresh);

export type PresetText = PresetQuery['preset'];

const inCapitals = <Word extends string>(word: Word) => word.toUpperCase() as Uppercase<Word>;

/** Name of a preset in the URL: `IVR` ↔ `ivr`. */
export const wordOf = (kind: PresetKind): string => kind.toLowerCase();
export const kindOf = (word: string | undefined): PresetKind | undefined => KINDS.find((kind) => wordOf(kind) === word);

/** Which calls a preset may answer. */
export const slotsOf = (kind: PresetKind): PresetSlot[] =>
  (['FROM_OUTSIDE', 'FROM_AGENT'] as const).filter((slot) => PRESETS_OF[slot].includes(kind));

/** Where a preset is live: calls that it answers, and numbers that use it. */
export function liveFor({ fromOutside, fromAgent, numbers }: LivePresets, kind: PresetKind) {
  const slots: PresetSlot[] = [];
  if (fromOutside === kind) slots.push('FROM_OUTSIDE');
  if (fromAgent === kind) slots.push('FROM_AGENT');
  return { slots, numbers: numbers.filter(({ preset }) => preset === kind).map(({ msisdn }) => msisdn) };
}

type LivePresets = Pick<Application, 'fromOutside' | 'fromAgent' | 'numbers'>;

/** Which presets may answer which calls, in display order. */
export const PRESETS_OF: Record<PresetSlot, PresetKind[]> = {
  FROM_OUTSIDE: PRESETS_OF_SLOT.outside.map(inCapitals),
  FROM_AGENT: PRESETS_OF_SLOT.agent.map(inCapitals),
};

/** All presets: those of calls from outside first. */
export const KINDS: PresetKind[] = [...new Set([...PRESETS_OF.FROM_OUTSIDE, ...PRESETS_OF.FROM_AGENT])];
