/** Placeholder in the explorer's variables for the current application. */
export const APPLICATION = 'APPLICATION_ID';

export interface Example {
  /** Part of the key of its name. */
  area: string;
  query: string;
  variables?: Record<string, unknown>;
}

/** One per area of the API; each runs as is, and changes nothing important. */
export const EXAMPLES: Example[] = [
  { area: 'account', query: '{\n  account {\n    kind\n    apiKey\n    balance\n    publicUrl\n  }\n}' },
  {
    area: 'applications',
    query:
      '{\n  applications(first: 10) {\n    nodes {\n      id\n      name\n      vonageId\n      answerUrl\n      numbers {\n        msisdn\n      }\n    }\n  }\n}',
  },
  {
    area: 'numbers',
    query:
      'query Search($country: String!) {\n  availableNumbers(country: $country, first: 5) {\n    totalCount\n    nodes {\n      msisdn\n      type\n      features\n      monthlyPrice\n    }\n  }\n}',
    variables: { country: 'GB' },
  },
  {
    area: 'users',
    query:
      'query Users($applicationId: ID!) {\n  users(applicationId: $applicationId, first: 10) {\n    nodes {\n      id\n      name\n      displayName\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n}',
    variables: { applicationId: APPLICATION },
  },
  {
    area: 'presets',
    query:
      'query Preset($applicationId: ID!) {\n  preset(applicationId: $applicationId, kind: IVR) {\n    kind\n    version\n    ncco\n  }\n}',
    variables: { applicationId: APPLICATION },
  },
  {
    area: 'calls',
    query:
      'query Calls($applicationId: ID!) {\n  calls(applicationId: $applicationId, first: 5) {\n    nodes {\n      id\n      from\n      to\n      status\n      startedAt\n      durationSeconds\n      legs {\n        uuid\n        status\n      }\n    }\n  }\n}',
    variables: { applicationId: APPLICATION },
  },
  {
    area: 'events',
    query:
      'query Events($applicationId: ID!) {\n  events(applicationId: $applicationId, first: 5) {\n    nodes {\n      receivedAt\n      door\n      kind\n      status\n      body\n    }\n  }\n}',
    variables: { applicationId: APPLICATION },
  },
  {
    area: 'tokens',
    query:
      'mutation Token($applicationId: ID!, $userName: String!) {\n  createAgentToken(applicationId: $applicationId, userName: $userName, seconds: 60) {\n    userId\n    userName\n    expiresAt\n  }\n}',
    variables: { applicationId: APPLICATION, userName: 'Jane' },
  },
  { area: 'people', query: '{\n  members {\n    id\n    name\n    displayName\n    role\n  }\n}' },
  {
    area: 'audit',
    query:
      '{\n  auditLog(first: 10) {\n    nodes {\n      at\n      action\n      targetName\n      before\n      after\n    }\n  }\n}',
  },
];
