import type { TypedDocumentNode } from '@apollo/client';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';

const SignInWithVonageDocument = graphql(`
  mutation SignInWithVonage($input: VonageSignInInput!) {
    signInWithVonage(input: $input) {
      id
    }
  }
`);

const SignInDocument = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      id
    }
  }
`);

const AcceptInvitationDocument = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      id
    }
  }
`);

const SignOutDocument = graphql(`
  mutation SignOut {
    signOut
  }
`);

/** What was shown to the person before is forgotten. @returns a function that enters; it answers whether that went well. */
function useEnter<Data, Input>(document: TypedDocumentNode<Data, { input: Input }>) {
  const client = useApolloClient();
  const [run, result] = useMutation<Data, { input: Input }>(document);
  const enter = async (input: Input): Promise<boolean> => {
    const entered = await run({ variables: { input } }).then(
      () => true,
      () => false,
    );
    if (entered) {
      await client.clearStore();
      await client.refetchQueries({ include: ['Viewer'] });
    }
    return entered;
  };
  return [enter, result] as const;
}

/** Connects the account, and signs its owner in. */
export const useVonageSignIn = () => useEnter(SignInWithVonageDocument);

/** Signs a member in by name and password. */
export const useSignIn = () => useEnter(SignInDocument);

/** Sets a password through a one-time link, and signs the person in. */
export const useAcceptInvitation = () => useEnter(AcceptInvitationDocument);

/** @returns a function that signs out and leaves for the given path; a fresh page forgets everything that was shown. */
export function useSignOut() {
  const [run] = useMutation(SignOutDocument);
  return async (leaveFor: string): Promise<void> => {
    await run();
    window.location.assign(leaveFor);
  };
}
