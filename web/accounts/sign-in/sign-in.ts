import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { createContext, use } from 'react';
import { graphql } from '../../generated/gql';

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

/** Id of the person whose page is behind the form; null for a new sign-in. */
export const StayingContext = createContext<string | null>(null);

/**
 * Clears what the previous person saw, unless the same person continues.
 * @returns a function that signs in; it returns whether that succeeded
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

/** Signs a member in with username and password. */
export const useSignIn = () => useEnter(SignInDocument);

/** Sets a password with a single-use link, and signs the person in. */
export const useAcceptInvitation = () => useEnter(AcceptInvitationDocument);

/** @returns a function that signs out and opens the given path; the page reload clears everything. */
export function useSignOut() {
  const [run] = useMutation(SignOutDocument);
  return async (leaveFor: string): Promise<void> => {
    await run();
    window.location.assign(leaveFor);
  };
}
