import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import { forget } from '../lib/forget';
import { UsersDocument } from './users-query';

export const CreateUserDocument = graphql(`
  mutation CreateUser($applicationId: ID!, $input: CreateUserInput!) {
    createUser(applicationId: $applicationId, input: $input) {
      id
      name
    }
  }
`);

const UpdateUserDocument = graphql(`
  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {
    updateUser(id: $id, input: $input) {
      id
      name
      displayName
    }
  }
`);

const DeleteUserDocument = graphql(`
  mutation DeleteUser($id: ID!) {
    deleteUser(id: $id) {
      id
    }
  }
`);

const CreateMemberDocument = graphql(`
  mutation CreateMember($input: CreateMemberInput!) {
    createMember(input: $input) {
      password
      member {
        id
        name
        userName
      }
    }
  }
`);

const IssueTokenDocument = graphql(`
  mutation IssueToken($applicationId: ID!, $userName: String!, $seconds: Int!) {
    createAgentToken(applicationId: $applicationId, userName: $userName, seconds: $seconds) {
      jwt
      userId
      expiresAt
    }
  }
`);

const refresh = { refetchQueries: [UsersDocument], awaitRefetchQueries: true };

export const useCreateUser = () => useMutation(CreateUserDocument, refresh);
/** Calls that are on the page name the user, too. */
export const useUpdateUser = () =>
  useMutation(UpdateUserDocument, { update: (cache) => void cache.evict({ id: 'ROOT_QUERY', fieldName: 'agents' }) });
export const useDeleteUser = () =>
  useMutation(DeleteUserDocument, { update: (cache, { data }) => forget(cache, data?.deleteUser) });
export const useCreateMember = () => useMutation(CreateMemberDocument);
export const useIssueToken = () => useMutation(IssueTokenDocument);
