import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';

export const UsersDocument = graphql(`
  query Users($applicationId: ID!) {
    users(applicationId: $applicationId, first: 100) {
      nodes {
        id
        name
        displayName
      }
    }
  }
`);

export const CreateUserDocument = graphql(`
  mutation CreateUser($applicationId: ID!, $input: CreateUserInput!) {
    createUser(applicationId: $applicationId, input: $input) {
      id
      name
    }
  }
`);

const DeleteUserDocument = graphql(`
  mutation DeleteUser($id: ID!) {
    deleteUser(id: $id)
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

const refresh = { refetchQueries: [UsersDocument], awaitRefetchQueries: true };

export const useCreateUser = () => useMutation(CreateUserDocument, refresh);
export const useDeleteUser = () => useMutation(DeleteUserDocument, refresh);
export const useCreateMember = () => useMutation(CreateMemberDocument);
