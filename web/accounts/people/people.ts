import { useMutation } from '@apollo/client/react';
import { graphql } from '../../generated/gql';
import type { MembersQuery } from '../../generated/graphql';
import { forget } from '../../lib/forget';

export const MembersDocument = graphql(`
  query Members {
    members {
      id
      name
      displayName
      role
      applicationId
      userName
      owner
      state
      hasSecondFactor
      signedInAt
    }
  }
`);

export type Member = MembersQuery['members'][number];

export const InvitationsDocument = graphql(`
  query Invitations {
    invitations {
      id
      purpose
      createdAt
      expiresAt
      expired
      member {
        id
        name
        displayName
        role
      }
    }
  }
`);

const InviteMemberDocument = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      link
      invitation {
        id
        expiresAt
      }
    }
  }
`);

const ResetPasswordDocument = graphql(`
  mutation ResetPassword($memberId: ID!) {
    resetPassword(memberId: $memberId) {
      link
      invitation {
        id
        expiresAt
      }
    }
  }
`);

const UpdateMemberDocument = graphql(`
  mutation UpdateMember($id: ID!, $input: MemberDetailsInput!) {
    updateMember(id: $id, input: $input) {
      id
      displayName
      role
      applicationId
      userName
    }
  }
`);

const RemoveMemberDocument = graphql(`
  mutation RemoveMember($id: ID!) {
    removeMember(id: $id) {
      id
    }
  }
`);

const RevokeInvitationDocument = graphql(`
  mutation RevokeInvitation($id: ID!) {
    revokeInvitation(id: $id) {
      id
      member {
        id
        state
      }
    }
  }
`);

const EndSessionsDocument = graphql(`
  mutation EndSessions($memberId: ID) {
    endSessions(memberId: $memberId) {
      id
    }
  }
`);

/** A new person or link enters lists that are shown. */
const refresh = { refetchQueries: 'active', awaitRefetchQueries: true } as const;

export const useInviteMember = () => useMutation(InviteMemberDocument, refresh);
export const useResetPassword = () => useMutation(ResetPasswordDocument, refresh);
export const useUpdateMember = () => useMutation(UpdateMemberDocument);

export const useRemoveMember = () =>
  useMutation(RemoveMemberDocument, { update: (cache, { data }) => forget(cache, data?.removeMember) });

/** A person who never joined is deleted with the link. */
export const useRevokeInvitation = () =>
  useMutation(RevokeInvitationDocument, {
    update: (cache, { data }) => {
      const invitation = data?.revokeInvitation;
      forget(cache, invitation);
      if (invitation?.member.state === 'INVITED') forget(cache, invitation.member);
    },
  });

export const useEndSessions = () =>
  useMutation(EndSessionsDocument, {
    update: (cache, { data }) => {
      for (const session of data?.endSessions ?? []) forget(cache, session);
    },
  });
