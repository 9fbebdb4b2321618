import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { createContext, use } from 'react';
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

/** Id of the person whose page waits behind the form; null where a sign-in begins anew. */
export const StayingContext = createContext<string | null>(null);

/**
 * What was shown to the person before is forgotten, unless it is the same person who goes on.
 * @returns a function that enters; it answers whether that went well
 */
export function useEnter<Data extends object, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
) {
  const client = useApolloClient();
  const staying = use(StayingContext);
  const [run, result] = useMutation<Data, OperationVariables>(document);
  const enter = async (variables: Variables): Promise<boolean> => {
    const { data } = await run({ variables }).catch(() => ({ data: undefined }));
    if (!data) return false;
    const [person] = Object.values(data as Record<string, { id: string }>);
    if (staying === null) {
      await client.clearStore();
      await client.refetchQueries({ include: ['Viewer'] });
    } else if (person?.id === staying) await client.refetchQueries({ include: 'active' });
    else window.location.reload();
    return true;
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
