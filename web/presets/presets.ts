import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { PresetKind, PresetSlot } from '../generated/graphql';

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
      branches {
        digits
        user
        ncco
      }
      findings {
        path
        severity
        code
        message
        params
      }
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

const ResetPresetDocument = graphql(`
  mutation ResetPreset($applicationId: ID!, $kind: PresetKind!) {
    resetPreset(applicationId: $applicationId, kind: $kind) {
      applicationId
      kind
      version
    }
  }
`);

const refresh = { refetchQueries: [PresetDocument], awaitRefetchQueries: true };

export const useSetLivePreset = () => useMutation(SetLivePresetDocument, refresh);
export const useSavePreset = () => useMutation(SavePresetDocument, refresh);
export const useResetPreset = () => useMutation(ResetPresetDocument, refresh);

/** Which presets may answer which calls, in the order of the guide's buttons. */
export const PRESETS_OF: Record<PresetSlot, PresetKind[]> = {
  FROM_OUTSIDE: ['INBOUND', 'IVR', 'CUSTOM'],
  FROM_AGENT: ['OUTBOUND', 'CUSTOM'],
};
