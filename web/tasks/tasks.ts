import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { TaskFieldsFragment } from '../generated/graphql';
import type { Problem } from '../lib/problem';

export const TaskRefusal = graphql(`
  fragment TaskRefusal on Refusal {
    code
    message
    field
    rule
    params
    vonage
  }
`);

export const TaskFields = graphql(`
  fragment TaskFields on Task {
    id
    kind
    subject
    state
    done
    total
    problem {
      ...TaskRefusal
    }
    deleteReport {
      leftAtVonage
    }
    eraseReport {
      placeholder
      calls
    }
    importReport {
      created
      open
      refused {
        index
        name
        refusal {
          ...TaskRefusal
        }
      }
    }
  }
`);

export const TasksDocument = graphql(`
  query Tasks {
    tasks {
      ...TaskFields
    }
  }
`);

export const TaskDocument = graphql(`
  query Task($id: ID!) {
    task(id: $id) {
      ...TaskFields
    }
  }
`);

export const TaskChangedDocument = graphql(`
  subscription TaskChanged {
    taskChanged {
      ...TaskFields
    }
  }
`);

export const CancelTaskDocument = graphql(`
  mutation CancelTask($id: ID!) {
    cancelTask(id: $id) {
      id
      state
    }
  }
`);

const RetryTaskDocument = graphql(`
  mutation RetryTask($id: ID!) {
    retryTask(id: $id) {
      id
      state
    }
  }
`);

export type Task = TaskFieldsFragment;
type Refusal = NonNullable<Task['problem']>;

export const useRetryTask = () => useMutation(RetryTaskDocument);

/** A refusal as the error that a request of its own would be. */
export function problemIn({ code, message, rule, params, vonage }: Refusal): Problem {
  return {
    code,
    message,
    ...(rule && { rule }),
    params: (params ?? {}) as NonNullable<Problem['params']>,
    vonage: (vonage ?? {}) as NonNullable<Problem['vonage']>,
  };
}
