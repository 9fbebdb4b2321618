import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { TasksQuery } from '../generated/graphql';
import type { Problem } from '../lib/problem';

export const TaskFields = graphql(`
  fragment TaskFields on Task {
    id
    kind
    subject
    state
    done
    total
    problem {
      ...RefusalFields
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
      refusedCount
    }
  }
`);

export const RefusalFields = graphql(`
  fragment RefusalFields on Refusal {
    code
    message
    field
    rule
    params
    vonage
  }
`);

export const TasksDocument = graphql(`
  query Tasks {
    tasks {
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

export type Task = TasksQuery['tasks'][number];
type Refusal = NonNullable<Task['problem']>;

/** Tasks whose end is still to be told to the person at this page. */
export const awaited = new Set<string>();

/** Tasks whose end is shown where they were started. */
export const shownElsewhere = new Set<string>();

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
