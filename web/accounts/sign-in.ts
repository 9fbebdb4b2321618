import { useApolloClient, useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { SignInInput, VonageSignInInput } from '../generated/graphql';

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

const SignOutDocument = graphql(`
  mutation SignOut {
    signOut
  }
`);

/** @returns a function that connects the account and signs in; it answers whether that went well. */
export function useVonageSignIn() {
  const client = useApolloClient();
  const [run, result] = useMutation(SignInWithVonageDocument);
  const signIn = async (input: VonageSignInInput): Promise<boolean> => {
    const signedIn = await run({ variables: { input } }).then(
      () => true,
      () => false,
    );
    if (signedIn) await client.resetStore();
    return signedIn;
  };
  return [signIn, result] as const;
}

/** @returns a function that signs a member in; it answers whether that went well. */
export function useSignIn() {
  const client = useApolloClient();
  const [run, result] = useMutation(SignInDocument);
  const signIn = async (input: SignInInput): Promise<boolean> => {
    const signedIn = await run({ variables: { input } }).then(
      () => true,
      () => false,
    );
    if (signedIn) await client.resetStore();
    return signedIn;
  };
  return [signIn, result] as const;
}

/** @returns a function that signs out and leaves for the given path; a fresh page forgets everything that was shown. */
export function useSignOut() {
  const [run] = useMutation(SignOutDocument);
  return async (leaveFor: string): Promise<void> => {
    await run();
    window.location.assign(leaveFor);
  };
}
