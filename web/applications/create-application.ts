import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import { ApplicationsDocument } from './current-application';

const CreateApplicationDocument = graphql(`
  mutation CreateApplication($input: CreateApplicationInput!) {
    createApplication(input: $input) {
      id
      name
    }
  }
`);

/** Creates the Vonage application; the list of applications contains it when the promise resolves. */
export function useCreateApplication() {
  return useMutation(CreateApplicationDocument, {
    refetchQueries: [ApplicationsDocument],
    awaitRefetchQueries: true,
  });
}
