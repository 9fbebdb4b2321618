/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query AuditLog($filter: AuditFilterInput, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        at\n        actorKind\n        actorId\n        actorName\n        address\n        action\n        targetKind\n        targetId\n        targetName\n        before\n        after\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.AuditLogDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n    }\n  }\n": typeof types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n      apiKey {\n        id\n        name\n      }\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  query UserNames($applicationId: ID!, $search: String!) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.UserNamesDocument,
    "\n  query ApplicationNames {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.ApplicationNamesDocument,
    "\n  query Members {\n    members {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      state\n      hasSecondFactor\n      signedInAt\n    }\n  }\n": typeof types.MembersDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      purpose\n      createdAt\n      expiresAt\n      expired\n      member {\n        id\n        name\n        displayName\n        role\n      }\n    }\n  }\n": typeof types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n": typeof types.InviteMemberDocument,
    "\n  mutation ResetPassword($memberId: ID!) {\n    resetPassword(memberId: $memberId) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation UpdateMember($id: ID!, $input: MemberDetailsInput!) {\n    updateMember(id: $id, input: $input) {\n      id\n      displayName\n      role\n      applicationId\n      userName\n    }\n  }\n": typeof types.UpdateMemberDocument,
    "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      id\n    }\n  }\n": typeof types.RemoveMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      id\n      member {\n        id\n        state\n      }\n    }\n  }\n": typeof types.RevokeInvitationDocument,
    "\n  mutation EndSessions($memberId: ID) {\n    endSessions(memberId: $memberId) {\n      id\n    }\n  }\n": typeof types.EndSessionsDocument,
    "\n  mutation EraseCaller($input: EraseCallerInput!) {\n    eraseCaller(input: $input) {\n      id\n    }\n  }\n": typeof types.EraseCallerDocument,
    "\n  query Retention {\n    retention {\n      eventDays\n      callDays\n      lastRunAt\n      lastEvents\n      lastCalls\n    }\n  }\n": typeof types.RetentionDocument,
    "\n  mutation SetRetention($input: RetentionInput!) {\n    setRetention(input: $input) {\n      eventDays\n      callDays\n    }\n  }\n": typeof types.SetRetentionDocument,
    "\n  mutation ConfirmIdentity($code: String!) {\n    confirmIdentity(code: $code)\n  }\n": typeof types.ConfirmIdentityDocument,
    "\n  query SecondFactor {\n    secondFactor {\n      since\n      recoveryCodesLeft\n    }\n  }\n": typeof types.SecondFactorDocument,
    "\n  mutation BeginSecondFactor($current: String!) {\n    beginSecondFactor(current: $current) {\n      secret\n      address\n    }\n  }\n": typeof types.BeginSecondFactorDocument,
    "\n  mutation EnableSecondFactor($code: String!) {\n    enableSecondFactor(code: $code)\n  }\n": typeof types.EnableSecondFactorDocument,
    "\n  mutation DisableSecondFactor {\n    disableSecondFactor {\n      id\n      hasSecondFactor\n    }\n  }\n": typeof types.DisableSecondFactorDocument,
    "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  mutation RemoveSecondFactor($memberId: ID!) {\n    removeSecondFactor(memberId: $memberId) {\n      id\n      hasSecondFactor\n    }\n  }\n": typeof types.RemoveSecondFactorDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      id\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation ConfirmSignIn($code: String!) {\n    confirmSignIn(code: $code) {\n      id\n    }\n  }\n": typeof types.ConfirmSignInDocument,
    "\n  query Invitation($token: String!) {\n    signInOptions {\n      invitation(token: $token) {\n        purpose\n        name\n        displayName\n      }\n    }\n  }\n": typeof types.InvitationDocument,
    "\n  query Sessions($everybody: Boolean!) {\n    sessions(everybody: $everybody) {\n      id\n      current\n      slot\n      browser\n      system\n      address\n      createdAt\n      lastSeenAt\n      member {\n        id\n        name\n        displayName\n      }\n    }\n  }\n": typeof types.SessionsDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      id\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation SignInWithVonage($input: VonageSignInInput!) {\n    signInWithVonage(input: $input) {\n      id\n    }\n  }\n": typeof types.SignInWithVonageDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      id\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      id\n    }\n  }\n": typeof types.AcceptInvitationDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  mutation SetTimeZone($timeZone: String!) {\n    setTimeZone(timeZone: $timeZone) {\n      id\n      timeZone\n    }\n  }\n": typeof types.SetTimeZoneDocument,
    "\n  query Viewer($setupCode: String) {\n    viewer {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      account {\n        id\n        kind\n        timeZone\n        apiKey\n        balance\n        balanceCurrency\n        ...Signatures\n        simulatorUrl\n        handsetToken\n        publicUrl\n        publicUrlProblem\n      }\n    }\n    signInOptions(setupCode: $setupCode) {\n      cloud\n      setupCode\n      accountConnected\n      passwords\n      simulator {\n        apiKey\n        apiSecret\n        url\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation SetSignatureSecret($signatureSecret: String!) {\n    setSignatureSecret(signatureSecret: $signatureSecret) {\n      ...Signatures\n    }\n  }\n": typeof types.SetSignatureSecretDocument,
    "\n  query SecurityWarnings {\n    securityWarnings {\n      rule\n      detail\n    }\n  }\n": typeof types.SecurityWarningsDocument,
    "\n  fragment Signatures on Account {\n    id\n    signatureSecretKnown\n    signatureVerifiedAt\n    signatureRefusedAt\n    signatureRefusal\n  }\n": typeof types.SignaturesFragmentDoc,
    "\n  query ApplicationFacts($id: ID!) {\n    application(id: $id) {\n      id\n      vonageId\n      region\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n      signedCallbacks\n    }\n  }\n": typeof types.ApplicationFactsDocument,
    "\n  query PublicKey($id: ID!) {\n    application(id: $id) {\n      id\n      publicKey\n    }\n  }\n": typeof types.PublicKeyDocument,
    "\n  query PrivateKey($id: ID!) {\n    application(id: $id) {\n      id\n      privateKey\n    }\n  }\n": typeof types.PrivateKeyDocument,
    "\n  mutation RotateKeyPair($applicationId: ID!) {\n    rotateKeyPair(applicationId: $applicationId) {\n      id\n    }\n  }\n": typeof types.RotateKeyPairDocument,
    "\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      id\n      name\n    }\n  }\n": typeof types.CreateApplicationDocument,
    "\n  query Applications {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        vonageId\n        region\n        defaultOutgoingNumber\n        fromOutside: livePreset(slot: FROM_OUTSIDE)\n        fromAgent: livePreset(slot: FROM_AGENT)\n        numbers {\n          msisdn\n          country\n          canVoice\n          preset\n        }\n      }\n    }\n  }\n": typeof types.ApplicationsDocument,
    "\n  mutation DeleteApplication($id: ID!, $input: DeleteApplicationInput!) {\n    deleteApplication(id: $id, input: $input) {\n      id\n    }\n  }\n": typeof types.DeleteApplicationDocument,
    "\n  query HomeCountry($applicationId: ID!) {\n    homeCountry(applicationId: $applicationId)\n  }\n": typeof types.HomeCountryDocument,
    "\n  mutation SetOutgoingNumber($id: ID!, $number: String) {\n    updateApplication(id: $id, input: { defaultOutgoingNumber: $number }) {\n      id\n      defaultOutgoingNumber\n    }\n  }\n": typeof types.SetOutgoingNumberDocument,
    "\n  query WebhooksReachable {\n    webhooksReachable {\n      state\n      url\n      reason\n      detail\n    }\n  }\n": typeof types.WebhooksReachableDocument,
    "\n  query ProposedRegions {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        region\n        proposedRegion\n      }\n    }\n  }\n": typeof types.ProposedRegionsDocument,
    "\n  mutation ChangeRegion($applicationId: ID!, $region: String!) {\n    changeRegion(applicationId: $applicationId, region: $region) {\n      id\n    }\n  }\n": typeof types.ChangeRegionDocument,
    "\n  mutation RenameApplication($id: ID!, $name: String!) {\n    updateApplication(id: $id, input: { name: $name }) {\n      id\n      name\n    }\n  }\n": typeof types.RenameApplicationDocument,
    "\n  mutation RotateWebhooks($applicationId: ID!) {\n    rotateWebhookAddresses(applicationId: $applicationId) {\n      id\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n    }\n  }\n": typeof types.RotateWebhooksDocument,
    "\n  query CallTotals(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n  ) {\n    callTotals(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n    ) {\n      calls\n      missed\n      abandoned\n      more\n    }\n  }\n": typeof types.CallTotalsDocument,
    "\n  fragment CallFields on Call {\n    id\n    direction\n    from\n    to\n    userName\n    status\n    live\n    startedAt\n    answeredAt\n    endedAt\n    durationSeconds\n    waitSeconds\n    agents\n    hasNotes\n    contact {\n      id\n      name\n    }\n    outcome {\n      kind\n      reason\n      userName\n      detail\n    }\n  }\n": typeof types.CallFieldsFragmentDoc,
    "\n  query Calls(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n    $first: Int!\n    $after: String\n  ) {\n    calls(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        ...CallFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.CallsDocument,
    "\n  subscription CallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...CallFields\n    }\n  }\n": typeof types.CallChangedDocument,
    "\n  fragment EventFields on Event {\n    id\n    callId\n    receivedAt\n    kind\n    status\n    legUuid\n    door\n    body\n  }\n": typeof types.EventFieldsFragmentDoc,
    "\n  query Events($applicationId: ID!, $kind: String, $about: String, $text: String, $first: Int!, $after: String) {\n    events(applicationId: $applicationId, kind: $kind, about: $about, text: $text, first: $first, after: $after) {\n      nodes {\n        ...EventFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.EventsDocument,
    "\n  subscription EventAdded($applicationId: ID!, $callId: ID) {\n    eventAdded(applicationId: $applicationId, callId: $callId) {\n      ...EventFields\n    }\n  }\n": typeof types.EventAddedDocument,
    "\n  query Call($id: ID!) {\n    call(id: $id) {\n      ...CallFields\n      applicationId\n      price\n      endedBy\n      transferredBy\n      calledBack {\n        at\n        userName\n        outcome {\n          kind\n          reason\n          userName\n          detail\n        }\n      }\n      notes {\n        userName\n        text\n        writtenAt\n        writerName\n        earlier {\n          text\n          writtenAt\n          writerName\n        }\n      }\n      preset\n      presetVersion\n      ncco\n      conversationUuid\n      heldSince\n      legs {\n        uuid\n        direction\n        from\n        to\n        userName\n        status\n        startedAt\n        ringingAt\n        answeredAt\n        endedAt\n        durationSeconds\n        price\n        detail\n        signedOut\n        reconciled\n        heldSince\n      }\n      events {\n        id\n        callId\n        receivedAt\n        timestamp\n        kind\n        status\n        legUuid\n        door\n        body\n      }\n    }\n  }\n": typeof types.CallDocument,
    "\n  subscription HoldChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      heldSince\n      legs {\n        uuid\n        heldSince\n      }\n    }\n  }\n": typeof types.HoldChangedDocument,
    "\n  fragment DeskOutcome on Outcome {\n    kind\n    reason\n    userName\n    detail\n  }\n": typeof types.DeskOutcomeFragmentDoc,
    "\n  subscription CallOfLeg($legUuid: ID!) {\n    callOfLeg(legUuid: $legUuid) {\n      id\n      preset\n      startedAt\n      direction\n      from\n      to\n      contactNumber\n      contact {\n        ...DeskContact\n      }\n      transferredBy\n      heldSince\n      outcome {\n        ...DeskOutcome\n      }\n      notes {\n        userName\n        writtenAt\n        text\n      }\n      legs {\n        uuid\n        startedAt\n        answeredAt\n        operationId\n      }\n      consultedBy(legUuid: $legUuid)\n      consult {\n        targetLeg\n      }\n      operation {\n        id\n        kind\n        legUuid\n      }\n    }\n  }\n": typeof types.CallOfLegDocument,
    "\n  mutation HoldCall($legUuid: ID!) {\n    operation: holdCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n": typeof types.HoldCallDocument,
    "\n  mutation ResumeCall($legUuid: ID!) {\n    operation: resumeCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n": typeof types.ResumeCallDocument,
    "\n  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: transferCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n": typeof types.TransferCallDocument,
    "\n  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: consultCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n": typeof types.ConsultCallDocument,
    "\n  mutation EndConsult($legUuid: ID!, $how: ConsultEnd!) {\n    operation: endConsult(legUuid: $legUuid, how: $how) {\n      ...OperationFields\n    }\n  }\n": typeof types.EndConsultDocument,
    "\n  subscription ConsultChanged($legUuid: ID!) {\n    consultChanged(legUuid: $legUuid) {\n      id\n      who\n      status\n      customerWaits\n    }\n  }\n": typeof types.ConsultChangedDocument,
    "\n  fragment OperationFields on Operation {\n    id\n    kind\n    state\n    who\n    problem {\n      message\n      extensions\n    }\n  }\n": typeof types.OperationFieldsFragmentDoc,
    "\n  subscription OperationChanged($legUuid: ID!) {\n    operationChanged(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n": typeof types.OperationChangedDocument,
    "\n  fragment DeskContact on Contact {\n    id\n    number\n    name\n  }\n": typeof types.DeskContactFragmentDoc,
    "\n  query CallerOfLeg($legUuid: ID!) {\n    callerOfLeg(legUuid: $legUuid) {\n      number\n      contact {\n        ...DeskContact\n      }\n      called\n      keys\n      earlier {\n        id\n        startedAt\n        direction\n        userName\n        durationSeconds\n        outcome {\n          ...DeskOutcome\n        }\n        notes\n        readable\n      }\n    }\n  }\n": typeof types.CallerOfLegDocument,
    "\n  mutation NameContact($applicationId: ID!, $number: String!, $name: String!) {\n    nameContact(applicationId: $applicationId, number: $number, name: $name) {\n      ...DeskContact\n    }\n  }\n": typeof types.NameContactDocument,
    "\n  mutation ReportLine($applicationId: ID!, $userName: String!, $tab: String!, $ready: Boolean!) {\n    reportLine(applicationId: $applicationId, userName: $userName, tab: $tab, ready: $ready)\n  }\n": typeof types.ReportLineDocument,
    "\n  mutation SetAway($applicationId: ID!, $userName: String!, $away: Boolean!) {\n    setAway(applicationId: $applicationId, userName: $userName, away: $away) {\n      ...AgentFields\n    }\n  }\n": typeof types.SetAwayDocument,
    "\n  fragment DayCall on Call {\n    id\n    direction\n    from\n    to\n    contactNumber\n    contact {\n      ...DeskContact\n    }\n    userName\n    live\n    startedAt\n    answeredAt\n    durationSeconds\n    outcome {\n      ...DeskOutcome\n    }\n    calledBack {\n      at\n      userName\n      outcome {\n        ...DeskOutcome\n      }\n    }\n    notes {\n      userName\n      writtenAt\n      text\n    }\n  }\n": typeof types.DayCallFragmentDoc,
    "\n  query DayCalls($applicationId: ID!, $userName: String!, $since: DateTime!, $notTaken: [OutcomeKind!]!) {\n    all: calls(applicationId: $applicationId, since: $since, first: 50) {\n      nodes {\n        ...DayCall\n      }\n    }\n    missed: calls(\n      applicationId: $applicationId\n      since: $since\n      direction: INBOUND\n      outcomes: $notTaken\n      first: 100\n    ) {\n      nodes {\n        ...DayCall\n      }\n    }\n    mine: calls(applicationId: $applicationId, since: $since, userName: $userName, first: 100) {\n      nodes {\n        ...DayCall\n      }\n    }\n  }\n": typeof types.DayCallsDocument,
    "\n  subscription DayCallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...DayCall\n    }\n  }\n": typeof types.DayCallChangedDocument,
    "\n  mutation CreateAgentToken($applicationId: ID!, $userName: String!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName) {\n      jwt\n      expiresAt\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n": typeof types.CreateAgentTokenDocument,
    "\n  query CallNote($legUuid: ID!) {\n    callNote(legUuid: $legUuid)\n  }\n": typeof types.CallNoteDocument,
    "\n  mutation WriteCallNote($legUuid: ID!, $text: String!) {\n    writeCallNote(legUuid: $legUuid, text: $text)\n  }\n": typeof types.WriteCallNoteDocument,
    "\n  fragment DiallingRulesFields on DiallingRules {\n    chosenCountries\n    countries\n    callsPerUserPerHour\n    callsPerDay\n    callsInLastDay\n  }\n": typeof types.DiallingRulesFieldsFragmentDoc,
    "\n  query DiallingRules {\n    diallingRules {\n      ...DiallingRulesFields\n    }\n  }\n": typeof types.DiallingRulesDocument,
    "\n  query DiallingRefusals($after: String) {\n    diallingRefusals(first: 25, after: $after) {\n      nodes {\n        id\n        at\n        applicationId\n        userName\n        way\n        rule\n        number\n        country\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.DiallingRefusalsDocument,
    "\n  mutation UpdateDiallingRules($input: UpdateDiallingRulesInput!) {\n    updateDiallingRules(input: $input) {\n      ...DiallingRulesFields\n    }\n  }\n": typeof types.UpdateDiallingRulesDocument,
    "\n  query Day($applicationId: ID!, $from: DateTime!, $until: DateTime!, $timeZone: String!) {\n    day(applicationId: $applicationId, from: $from, until: $until, timeZone: $timeZone) {\n      calls\n      inbound\n      outbound\n      offered\n      answered\n      missed\n      declined\n      abandoned\n      answeredShare\n      averageWaitSeconds\n      averageTalkSeconds\n      before {\n        calls\n      }\n      hours {\n        from\n        until\n        answered\n        missed\n        declined\n        abandoned\n        outbound\n      }\n      attention {\n        kind\n        calls\n        from\n        until\n        country\n      }\n    }\n  }\n": typeof types.DayDocument,
    "\n  subscription CallEnded($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      live\n    }\n  }\n": typeof types.CallEndedDocument,
    "\n  query SetUpChecks {\n    setUpChecks {\n      what\n      about\n      state\n      rule\n      detail\n    }\n  }\n": typeof types.SetUpChecksDocument,
    "\n  query FirstCall($applicationId: ID!) {\n    calls(applicationId: $applicationId, first: 1) {\n      nodes {\n        id\n      }\n    }\n    account {\n      ...Signatures\n    }\n  }\n": typeof types.FirstCallDocument,
    "\n  query Numbers($after: String) {\n    numbers(first: 100, after: $after) {\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        canVoice\n        linkedElsewhere\n        preset\n        application {\n          id\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.NumbersDocument,
    "\n  query AvailableNumbers(\n    $country: String!\n    $pattern: String\n    $match: NumberMatch\n    $type: NumberType\n    $features: [MessageFeature!]\n    $first: Int!\n    $after: String\n  ) {\n    availableNumbers(\n      country: $country\n      pattern: $pattern\n      match: $match\n      type: $type\n      features: $features\n      first: $first\n      after: $after\n    ) {\n      totalCount\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        setUpPrice\n      }\n    }\n  }\n": typeof types.AvailableNumbersDocument,
    "\n  mutation RentNumber($input: RentNumberInput!) {\n    rentNumber(input: $input) {\n      msisdn\n    }\n  }\n": typeof types.RentNumberDocument,
    "\n  mutation AssignNumber($input: AssignNumberInput!) {\n    assignNumber(input: $input) {\n      msisdn\n    }\n  }\n": typeof types.AssignNumberDocument,
    "\n  mutation UnassignNumber($msisdn: String!) {\n    unassignNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n": typeof types.UnassignNumberDocument,
    "\n  mutation SetNumberPreset($msisdn: String!, $kind: PresetKind) {\n    setNumberPreset(msisdn: $msisdn, kind: $kind) {\n      msisdn\n      preset\n    }\n  }\n": typeof types.SetNumberPresetDocument,
    "\n  mutation CancelNumber($msisdn: String!) {\n    cancelNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n": typeof types.CancelNumberDocument,
    "\n  query CheckNcco($ncco: JSON!) {\n    checkNcco(ncco: $ncco) {\n      path\n      severity\n      code\n      message\n      params\n    }\n  }\n": typeof types.CheckNccoDocument,
    "\n  query Preset($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      ncco\n      version\n      liveVersion\n      live\n      isGuideText\n      menu {\n        digits\n        user\n      }\n      answering {\n        version\n        ncco\n        menu {\n          digits\n          user\n          ncco\n        }\n      }\n      guideText {\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n": typeof types.PresetDocument,
    "\n  query PresetList($applicationId: ID!) {\n    application(id: $applicationId) {\n      id\n      presets {\n        applicationId\n        kind\n        version\n        liveVersion\n        isGuideText\n      }\n    }\n  }\n": typeof types.PresetListDocument,
    "\n  query PresetVersions($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      versions {\n        version\n        savedAt\n        savedBy\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n": typeof types.PresetVersionsDocument,
    "\n  mutation PublishPreset($applicationId: ID!, $kind: PresetKind!, $version: Int!) {\n    publishPreset(applicationId: $applicationId, kind: $kind, version: $version) {\n      applicationId\n      kind\n      liveVersion\n    }\n  }\n": typeof types.PublishPresetDocument,
    "\n  mutation SetLivePreset($applicationId: ID!, $slot: PresetSlot!, $kind: PresetKind!) {\n    setLivePreset(applicationId: $applicationId, slot: $slot, kind: $kind) {\n      id\n      fromOutside: livePreset(slot: FROM_OUTSIDE)\n      fromAgent: livePreset(slot: FROM_AGENT)\n    }\n  }\n": typeof types.SetLivePresetDocument,
    "\n  mutation SavePreset($applicationId: ID!, $kind: PresetKind!, $input: SavePresetInput!) {\n    savePreset(applicationId: $applicationId, kind: $kind, input: $input) {\n      applicationId\n      kind\n      version\n    }\n  }\n": typeof types.SavePresetDocument,
    "\n  query PreviewAnswer($input: PreviewInput!) {\n    previewAnswer(input: $input) {\n      ncco\n    }\n  }\n": typeof types.PreviewAnswerDocument,
    "\n  mutation StartTestCall($applicationId: ID!, $kind: PresetKind!, $ncco: JSON!, $menu: [MenuChoiceInput!]) {\n    startTestCall(applicationId: $applicationId, kind: $kind, ncco: $ncco, menu: $menu) {\n      id\n      to\n    }\n  }\n": typeof types.StartTestCallDocument,
    "\n  query Find($applicationId: ID!, $text: String!, $hasParty: Boolean!) {\n    users(applicationId: $applicationId, search: $text, first: 5) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n    calls(applicationId: $applicationId, number: $text, first: 5) @include(if: $hasParty) {\n      nodes {\n        id\n        direction\n        from\n        to\n        contact {\n          id\n          name\n        }\n        startedAt\n      }\n    }\n  }\n": typeof types.FindDocument,
    "\n  query Origins {\n    origins {\n      webApp\n      tools\n    }\n  }\n": typeof types.OriginsDocument,
    "\n  mutation SetOrigins($input: OriginsInput!) {\n    setOrigins(input: $input) {\n      webApp\n      tools\n    }\n  }\n": typeof types.SetOriginsDocument,
    "\n  mutation Reset($input: ResetInput!) {\n    reset(input: $input) {\n      id\n    }\n  }\n": typeof types.ResetDocument,
    "\n  query Simulator {\n    viewer {\n      id\n      account {\n        id\n        simulatorUrl\n        handsetToken\n      }\n    }\n  }\n": typeof types.SimulatorDocument,
    "\n  fragment TaskFields on Task {\n    id\n    kind\n    subject\n    state\n    done\n    total\n    problem {\n      ...RefusalFields\n    }\n    deleteReport {\n      leftAtVonage\n    }\n    eraseReport {\n      placeholder\n      calls\n    }\n    importReport {\n      created\n      refusedCount\n    }\n  }\n": typeof types.TaskFieldsFragmentDoc,
    "\n  fragment RefusalFields on Refusal {\n    code\n    message\n    field\n    rule\n    params\n    vonage\n  }\n": typeof types.RefusalFieldsFragmentDoc,
    "\n  query Tasks {\n    tasks {\n      ...TaskFields\n    }\n  }\n": typeof types.TasksDocument,
    "\n  subscription TaskChanged {\n    taskChanged {\n      ...TaskFields\n    }\n  }\n": typeof types.TaskChangedDocument,
    "\n  mutation CancelTask($id: ID!) {\n    cancelTask(id: $id) {\n      id\n      state\n    }\n  }\n": typeof types.CancelTaskDocument,
    "\n  mutation RetryTask($id: ID!) {\n    retryTask(id: $id) {\n      id\n      state\n    }\n  }\n": typeof types.RetryTaskDocument,
    "\n  query KeyOptions($id: ID!) {\n    application(id: $id) {\n      id\n      createsUsers\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n": typeof types.KeyOptionsDocument,
    "\n  mutation SetCreatesUsers($id: ID!, $createsUsers: Boolean!) {\n    updateApplication(id: $id, input: { createsUsers: $createsUsers }) {\n      id\n      createsUsers\n    }\n  }\n": typeof types.SetCreatesUsersDocument,
    "\n  mutation StorePushCredential($applicationId: ID!, $input: PushCredentialInput!) {\n    storePushCredential(applicationId: $applicationId, input: $input)\n  }\n": typeof types.StorePushCredentialDocument,
    "\n  mutation RotateMobileApiKey($applicationId: ID!, $overlap: KeyOverlap!) {\n    rotateMobileApiKey(applicationId: $applicationId, overlap: $overlap) {\n      id\n      mobileApiKey\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n": typeof types.RotateMobileApiKeyDocument,
    "\n  query MobileKey($id: ID!) {\n    application(id: $id) {\n      id\n      mobileApiKey\n    }\n  }\n": typeof types.MobileKeyDocument,
    "\n  query ClientAddresses($id: ID!) {\n    application(id: $id) {\n      id\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n": typeof types.ClientAddressesDocument,
    "\n  fragment AgentFields on Agent {\n    name\n    displayName\n    state\n    since\n    away\n  }\n": typeof types.AgentFieldsFragmentDoc,
    "\n  query Agents($applicationId: ID!) {\n    agents(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n": typeof types.AgentsDocument,
    "\n  subscription AgentChanged($applicationId: ID!) {\n    agentChanged(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n": typeof types.AgentChangedDocument,
    "\n  mutation ImportUsers($applicationId: ID!, $input: [CreateUserInput!]!) {\n    importUsers(applicationId: $applicationId, input: $input) {\n      id\n    }\n  }\n": typeof types.ImportUsersDocument,
    "\n  query Imports {\n    tasks {\n      ...TaskFields\n      importReport {\n        created\n        open\n        refused {\n          index\n          refusal {\n            ...RefusalFields\n          }\n        }\n      }\n    }\n  }\n": typeof types.ImportsDocument,
    "\n  query UserOptions($applicationId: ID!, $search: String) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n  }\n": typeof types.UserOptionsDocument,
    "\n  query Users($applicationId: ID!, $search: String, $first: Int! = 100, $after: String) {\n    users(applicationId: $applicationId, search: $search, first: $first, after: $after) {\n      nodes {\n        id\n        name\n        displayName\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      reading\n    }\n  }\n": typeof types.UsersDocument,
    "\n  mutation CreateUser($applicationId: ID!, $input: CreateUserInput!) {\n    createUser(applicationId: $applicationId, input: $input) {\n      id\n      name\n    }\n  }\n": typeof types.CreateUserDocument,
    "\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n      name\n      displayName\n    }\n  }\n": typeof types.UpdateUserDocument,
    "\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id) {\n      id\n    }\n  }\n": typeof types.DeleteUserDocument,
    "\n  mutation CreateMember($input: CreateMemberInput!) {\n    createMember(input: $input) {\n      password\n      member {\n        id\n        name\n        userName\n      }\n    }\n  }\n": typeof types.CreateMemberDocument,
    "\n  mutation IssueToken($applicationId: ID!, $userName: String!, $seconds: Int!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName, seconds: $seconds) {\n      jwt\n      userId\n      expiresAt\n    }\n  }\n": typeof types.IssueTokenDocument,
    "\n  fragment ClientAddressesFields on ClientAddresses {\n    apiUrl\n    websocketUrl\n    websocketPath\n  }\n": typeof types.ClientAddressesFieldsFragmentDoc,
    "\n  subscription ClientAddressesChanged($applicationId: ID!) {\n    clientAddressesChanged(applicationId: $applicationId) {\n      ...ClientAddressesFields\n    }\n  }\n": typeof types.ClientAddressesChangedDocument,
};
const documents: Documents = {
    "\n  query AuditLog($filter: AuditFilterInput, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        at\n        actorKind\n        actorId\n        actorName\n        address\n        action\n        targetKind\n        targetId\n        targetName\n        before\n        after\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.AuditLogDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n    }\n  }\n": types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n      apiKey {\n        id\n        name\n      }\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n  query UserNames($applicationId: ID!, $search: String!) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.UserNamesDocument,
    "\n  query ApplicationNames {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.ApplicationNamesDocument,
    "\n  query Members {\n    members {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      state\n      hasSecondFactor\n      signedInAt\n    }\n  }\n": types.MembersDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      purpose\n      createdAt\n      expiresAt\n      expired\n      member {\n        id\n        name\n        displayName\n        role\n      }\n    }\n  }\n": types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n": types.InviteMemberDocument,
    "\n  mutation ResetPassword($memberId: ID!) {\n    resetPassword(memberId: $memberId) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  mutation UpdateMember($id: ID!, $input: MemberDetailsInput!) {\n    updateMember(id: $id, input: $input) {\n      id\n      displayName\n      role\n      applicationId\n      userName\n    }\n  }\n": types.UpdateMemberDocument,
    "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      id\n    }\n  }\n": types.RemoveMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      id\n      member {\n        id\n        state\n      }\n    }\n  }\n": types.RevokeInvitationDocument,
    "\n  mutation EndSessions($memberId: ID) {\n    endSessions(memberId: $memberId) {\n      id\n    }\n  }\n": types.EndSessionsDocument,
    "\n  mutation EraseCaller($input: EraseCallerInput!) {\n    eraseCaller(input: $input) {\n      id\n    }\n  }\n": types.EraseCallerDocument,
    "\n  query Retention {\n    retention {\n      eventDays\n      callDays\n      lastRunAt\n      lastEvents\n      lastCalls\n    }\n  }\n": types.RetentionDocument,
    "\n  mutation SetRetention($input: RetentionInput!) {\n    setRetention(input: $input) {\n      eventDays\n      callDays\n    }\n  }\n": types.SetRetentionDocument,
    "\n  mutation ConfirmIdentity($code: String!) {\n    confirmIdentity(code: $code)\n  }\n": types.ConfirmIdentityDocument,
    "\n  query SecondFactor {\n    secondFactor {\n      since\n      recoveryCodesLeft\n    }\n  }\n": types.SecondFactorDocument,
    "\n  mutation BeginSecondFactor($current: String!) {\n    beginSecondFactor(current: $current) {\n      secret\n      address\n    }\n  }\n": types.BeginSecondFactorDocument,
    "\n  mutation EnableSecondFactor($code: String!) {\n    enableSecondFactor(code: $code)\n  }\n": types.EnableSecondFactorDocument,
    "\n  mutation DisableSecondFactor {\n    disableSecondFactor {\n      id\n      hasSecondFactor\n    }\n  }\n": types.DisableSecondFactorDocument,
    "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  mutation RemoveSecondFactor($memberId: ID!) {\n    removeSecondFactor(memberId: $memberId) {\n      id\n      hasSecondFactor\n    }\n  }\n": types.RemoveSecondFactorDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      id\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation ConfirmSignIn($code: String!) {\n    confirmSignIn(code: $code) {\n      id\n    }\n  }\n": types.ConfirmSignInDocument,
    "\n  query Invitation($token: String!) {\n    signInOptions {\n      invitation(token: $token) {\n        purpose\n        name\n        displayName\n      }\n    }\n  }\n": types.InvitationDocument,
    "\n  query Sessions($everybody: Boolean!) {\n    sessions(everybody: $everybody) {\n      id\n      current\n      slot\n      browser\n      system\n      address\n      createdAt\n      lastSeenAt\n      member {\n        id\n        name\n        displayName\n      }\n    }\n  }\n": types.SessionsDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      id\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation SignInWithVonage($input: VonageSignInInput!) {\n    signInWithVonage(input: $input) {\n      id\n    }\n  }\n": types.SignInWithVonageDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      id\n    }\n  }\n": types.SignInDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      id\n    }\n  }\n": types.AcceptInvitationDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  mutation SetTimeZone($timeZone: String!) {\n    setTimeZone(timeZone: $timeZone) {\n      id\n      timeZone\n    }\n  }\n": types.SetTimeZoneDocument,
    "\n  query Viewer($setupCode: String) {\n    viewer {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      account {\n        id\n        kind\n        timeZone\n        apiKey\n        balance\n        balanceCurrency\n        ...Signatures\n        simulatorUrl\n        handsetToken\n        publicUrl\n        publicUrlProblem\n      }\n    }\n    signInOptions(setupCode: $setupCode) {\n      cloud\n      setupCode\n      accountConnected\n      passwords\n      simulator {\n        apiKey\n        apiSecret\n        url\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation SetSignatureSecret($signatureSecret: String!) {\n    setSignatureSecret(signatureSecret: $signatureSecret) {\n      ...Signatures\n    }\n  }\n": types.SetSignatureSecretDocument,
    "\n  query SecurityWarnings {\n    securityWarnings {\n      rule\n      detail\n    }\n  }\n": types.SecurityWarningsDocument,
    "\n  fragment Signatures on Account {\n    id\n    signatureSecretKnown\n    signatureVerifiedAt\n    signatureRefusedAt\n    signatureRefusal\n  }\n": types.SignaturesFragmentDoc,
    "\n  query ApplicationFacts($id: ID!) {\n    application(id: $id) {\n      id\n      vonageId\n      region\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n      signedCallbacks\n    }\n  }\n": types.ApplicationFactsDocument,
    "\n  query PublicKey($id: ID!) {\n    application(id: $id) {\n      id\n      publicKey\n    }\n  }\n": types.PublicKeyDocument,
    "\n  query PrivateKey($id: ID!) {\n    application(id: $id) {\n      id\n      privateKey\n    }\n  }\n": types.PrivateKeyDocument,
    "\n  mutation RotateKeyPair($applicationId: ID!) {\n    rotateKeyPair(applicationId: $applicationId) {\n      id\n    }\n  }\n": types.RotateKeyPairDocument,
    "\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      id\n      name\n    }\n  }\n": types.CreateApplicationDocument,
    "\n  query Applications {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        vonageId\n        region\n        defaultOutgoingNumber\n        fromOutside: livePreset(slot: FROM_OUTSIDE)\n        fromAgent: livePreset(slot: FROM_AGENT)\n        numbers {\n          msisdn\n          country\n          canVoice\n          preset\n        }\n      }\n    }\n  }\n": types.ApplicationsDocument,
    "\n  mutation DeleteApplication($id: ID!, $input: DeleteApplicationInput!) {\n    deleteApplication(id: $id, input: $input) {\n      id\n    }\n  }\n": types.DeleteApplicationDocument,
    "\n  query HomeCountry($applicationId: ID!) {\n    homeCountry(applicationId: $applicationId)\n  }\n": types.HomeCountryDocument,
    "\n  mutation SetOutgoingNumber($id: ID!, $number: String) {\n    updateApplication(id: $id, input: { defaultOutgoingNumber: $number }) {\n      id\n      defaultOutgoingNumber\n    }\n  }\n": types.SetOutgoingNumberDocument,
    "\n  query WebhooksReachable {\n    webhooksReachable {\n      state\n      url\n      reason\n      detail\n    }\n  }\n": types.WebhooksReachableDocument,
    "\n  query ProposedRegions {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        region\n        proposedRegion\n      }\n    }\n  }\n": types.ProposedRegionsDocument,
    "\n  mutation ChangeRegion($applicationId: ID!, $region: String!) {\n    changeRegion(applicationId: $applicationId, region: $region) {\n      id\n    }\n  }\n": types.ChangeRegionDocument,
    "\n  mutation RenameApplication($id: ID!, $name: String!) {\n    updateApplication(id: $id, input: { name: $name }) {\n      id\n      name\n    }\n  }\n": types.RenameApplicationDocument,
    "\n  mutation RotateWebhooks($applicationId: ID!) {\n    rotateWebhookAddresses(applicationId: $applicationId) {\n      id\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n    }\n  }\n": types.RotateWebhooksDocument,
    "\n  query CallTotals(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n  ) {\n    callTotals(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n    ) {\n      calls\n      missed\n      abandoned\n      more\n    }\n  }\n": types.CallTotalsDocument,
    "\n  fragment CallFields on Call {\n    id\n    direction\n    from\n    to\n    userName\n    status\n    live\n    startedAt\n    answeredAt\n    endedAt\n    durationSeconds\n    waitSeconds\n    agents\n    hasNotes\n    contact {\n      id\n      name\n    }\n    outcome {\n      kind\n      reason\n      userName\n      detail\n    }\n  }\n": types.CallFieldsFragmentDoc,
    "\n  query Calls(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n    $first: Int!\n    $after: String\n  ) {\n    calls(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        ...CallFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.CallsDocument,
    "\n  subscription CallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...CallFields\n    }\n  }\n": types.CallChangedDocument,
    "\n  fragment EventFields on Event {\n    id\n    callId\n    receivedAt\n    kind\n    status\n    legUuid\n    door\n    body\n  }\n": types.EventFieldsFragmentDoc,
    "\n  query Events($applicationId: ID!, $kind: String, $about: String, $text: String, $first: Int!, $after: String) {\n    events(applicationId: $applicationId, kind: $kind, about: $about, text: $text, first: $first, after: $after) {\n      nodes {\n        ...EventFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.EventsDocument,
    "\n  subscription EventAdded($applicationId: ID!, $callId: ID) {\n    eventAdded(applicationId: $applicationId, callId: $callId) {\n      ...EventFields\n    }\n  }\n": types.EventAddedDocument,
    "\n  query Call($id: ID!) {\n    call(id: $id) {\n      ...CallFields\n      applicationId\n      price\n      endedBy\n      transferredBy\n      calledBack {\n        at\n        userName\n        outcome {\n          kind\n          reason\n          userName\n          detail\n        }\n      }\n      notes {\n        userName\n        text\n        writtenAt\n        writerName\n        earlier {\n          text\n          writtenAt\n          writerName\n        }\n      }\n      preset\n      presetVersion\n      ncco\n      conversationUuid\n      heldSince\n      legs {\n        uuid\n        direction\n        from\n        to\n        userName\n        status\n        startedAt\n        ringingAt\n        answeredAt\n        endedAt\n        durationSeconds\n        price\n        detail\n        signedOut\n        reconciled\n        heldSince\n      }\n      events {\n        id\n        callId\n        receivedAt\n        timestamp\n        kind\n        status\n        legUuid\n        door\n        body\n      }\n    }\n  }\n": types.CallDocument,
    "\n  subscription HoldChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      heldSince\n      legs {\n        uuid\n        heldSince\n      }\n    }\n  }\n": types.HoldChangedDocument,
    "\n  fragment DeskOutcome on Outcome {\n    kind\n    reason\n    userName\n    detail\n  }\n": types.DeskOutcomeFragmentDoc,
    "\n  subscription CallOfLeg($legUuid: ID!) {\n    callOfLeg(legUuid: $legUuid) {\n      id\n      preset\n      startedAt\n      direction\n      from\n      to\n      contactNumber\n      contact {\n        ...DeskContact\n      }\n      transferredBy\n      heldSince\n      outcome {\n        ...DeskOutcome\n      }\n      notes {\n        userName\n        writtenAt\n        text\n      }\n      legs {\n        uuid\n        startedAt\n        answeredAt\n        operationId\n      }\n      consultedBy(legUuid: $legUuid)\n      consult {\n        targetLeg\n      }\n      operation {\n        id\n        kind\n        legUuid\n      }\n    }\n  }\n": types.CallOfLegDocument,
    "\n  mutation HoldCall($legUuid: ID!) {\n    operation: holdCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n": types.HoldCallDocument,
    "\n  mutation ResumeCall($legUuid: ID!) {\n    operation: resumeCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n": types.ResumeCallDocument,
    "\n  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: transferCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n": types.TransferCallDocument,
    "\n  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: consultCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n": types.ConsultCallDocument,
    "\n  mutation EndConsult($legUuid: ID!, $how: ConsultEnd!) {\n    operation: endConsult(legUuid: $legUuid, how: $how) {\n      ...OperationFields\n    }\n  }\n": types.EndConsultDocument,
    "\n  subscription ConsultChanged($legUuid: ID!) {\n    consultChanged(legUuid: $legUuid) {\n      id\n      who\n      status\n      customerWaits\n    }\n  }\n": types.ConsultChangedDocument,
    "\n  fragment OperationFields on Operation {\n    id\n    kind\n    state\n    who\n    problem {\n      message\n      extensions\n    }\n  }\n": types.OperationFieldsFragmentDoc,
    "\n  subscription OperationChanged($legUuid: ID!) {\n    operationChanged(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n": types.OperationChangedDocument,
    "\n  fragment DeskContact on Contact {\n    id\n    number\n    name\n  }\n": types.DeskContactFragmentDoc,
    "\n  query CallerOfLeg($legUuid: ID!) {\n    callerOfLeg(legUuid: $legUuid) {\n      number\n      contact {\n        ...DeskContact\n      }\n      called\n      keys\n      earlier {\n        id\n        startedAt\n        direction\n        userName\n        durationSeconds\n        outcome {\n          ...DeskOutcome\n        }\n        notes\n        readable\n      }\n    }\n  }\n": types.CallerOfLegDocument,
    "\n  mutation NameContact($applicationId: ID!, $number: String!, $name: String!) {\n    nameContact(applicationId: $applicationId, number: $number, name: $name) {\n      ...DeskContact\n    }\n  }\n": types.NameContactDocument,
    "\n  mutation ReportLine($applicationId: ID!, $userName: String!, $tab: String!, $ready: Boolean!) {\n    reportLine(applicationId: $applicationId, userName: $userName, tab: $tab, ready: $ready)\n  }\n": types.ReportLineDocument,
    "\n  mutation SetAway($applicationId: ID!, $userName: String!, $away: Boolean!) {\n    setAway(applicationId: $applicationId, userName: $userName, away: $away) {\n      ...AgentFields\n    }\n  }\n": types.SetAwayDocument,
    "\n  fragment DayCall on Call {\n    id\n    direction\n    from\n    to\n    contactNumber\n    contact {\n      ...DeskContact\n    }\n    userName\n    live\n    startedAt\n    answeredAt\n    durationSeconds\n    outcome {\n      ...DeskOutcome\n    }\n    calledBack {\n      at\n      userName\n      outcome {\n        ...DeskOutcome\n      }\n    }\n    notes {\n      userName\n      writtenAt\n      text\n    }\n  }\n": types.DayCallFragmentDoc,
    "\n  query DayCalls($applicationId: ID!, $userName: String!, $since: DateTime!, $notTaken: [OutcomeKind!]!) {\n    all: calls(applicationId: $applicationId, since: $since, first: 50) {\n      nodes {\n        ...DayCall\n      }\n    }\n    missed: calls(\n      applicationId: $applicationId\n      since: $since\n      direction: INBOUND\n      outcomes: $notTaken\n      first: 100\n    ) {\n      nodes {\n        ...DayCall\n      }\n    }\n    mine: calls(applicationId: $applicationId, since: $since, userName: $userName, first: 100) {\n      nodes {\n        ...DayCall\n      }\n    }\n  }\n": types.DayCallsDocument,
    "\n  subscription DayCallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...DayCall\n    }\n  }\n": types.DayCallChangedDocument,
    "\n  mutation CreateAgentToken($applicationId: ID!, $userName: String!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName) {\n      jwt\n      expiresAt\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n": types.CreateAgentTokenDocument,
    "\n  query CallNote($legUuid: ID!) {\n    callNote(legUuid: $legUuid)\n  }\n": types.CallNoteDocument,
    "\n  mutation WriteCallNote($legUuid: ID!, $text: String!) {\n    writeCallNote(legUuid: $legUuid, text: $text)\n  }\n": types.WriteCallNoteDocument,
    "\n  fragment DiallingRulesFields on DiallingRules {\n    chosenCountries\n    countries\n    callsPerUserPerHour\n    callsPerDay\n    callsInLastDay\n  }\n": types.DiallingRulesFieldsFragmentDoc,
    "\n  query DiallingRules {\n    diallingRules {\n      ...DiallingRulesFields\n    }\n  }\n": types.DiallingRulesDocument,
    "\n  query DiallingRefusals($after: String) {\n    diallingRefusals(first: 25, after: $after) {\n      nodes {\n        id\n        at\n        applicationId\n        userName\n        way\n        rule\n        number\n        country\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.DiallingRefusalsDocument,
    "\n  mutation UpdateDiallingRules($input: UpdateDiallingRulesInput!) {\n    updateDiallingRules(input: $input) {\n      ...DiallingRulesFields\n    }\n  }\n": types.UpdateDiallingRulesDocument,
    "\n  query Day($applicationId: ID!, $from: DateTime!, $until: DateTime!, $timeZone: String!) {\n    day(applicationId: $applicationId, from: $from, until: $until, timeZone: $timeZone) {\n      calls\n      inbound\n      outbound\n      offered\n      answered\n      missed\n      declined\n      abandoned\n      answeredShare\n      averageWaitSeconds\n      averageTalkSeconds\n      before {\n        calls\n      }\n      hours {\n        from\n        until\n        answered\n        missed\n        declined\n        abandoned\n        outbound\n      }\n      attention {\n        kind\n        calls\n        from\n        until\n        country\n      }\n    }\n  }\n": types.DayDocument,
    "\n  subscription CallEnded($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      live\n    }\n  }\n": types.CallEndedDocument,
    "\n  query SetUpChecks {\n    setUpChecks {\n      what\n      about\n      state\n      rule\n      detail\n    }\n  }\n": types.SetUpChecksDocument,
    "\n  query FirstCall($applicationId: ID!) {\n    calls(applicationId: $applicationId, first: 1) {\n      nodes {\n        id\n      }\n    }\n    account {\n      ...Signatures\n    }\n  }\n": types.FirstCallDocument,
    "\n  query Numbers($after: String) {\n    numbers(first: 100, after: $after) {\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        canVoice\n        linkedElsewhere\n        preset\n        application {\n          id\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.NumbersDocument,
    "\n  query AvailableNumbers(\n    $country: String!\n    $pattern: String\n    $match: NumberMatch\n    $type: NumberType\n    $features: [MessageFeature!]\n    $first: Int!\n    $after: String\n  ) {\n    availableNumbers(\n      country: $country\n      pattern: $pattern\n      match: $match\n      type: $type\n      features: $features\n      first: $first\n      after: $after\n    ) {\n      totalCount\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        setUpPrice\n      }\n    }\n  }\n": types.AvailableNumbersDocument,
    "\n  mutation RentNumber($input: RentNumberInput!) {\n    rentNumber(input: $input) {\n      msisdn\n    }\n  }\n": types.RentNumberDocument,
    "\n  mutation AssignNumber($input: AssignNumberInput!) {\n    assignNumber(input: $input) {\n      msisdn\n    }\n  }\n": types.AssignNumberDocument,
    "\n  mutation UnassignNumber($msisdn: String!) {\n    unassignNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n": types.UnassignNumberDocument,
    "\n  mutation SetNumberPreset($msisdn: String!, $kind: PresetKind) {\n    setNumberPreset(msisdn: $msisdn, kind: $kind) {\n      msisdn\n      preset\n    }\n  }\n": types.SetNumberPresetDocument,
    "\n  mutation CancelNumber($msisdn: String!) {\n    cancelNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n": types.CancelNumberDocument,
    "\n  query CheckNcco($ncco: JSON!) {\n    checkNcco(ncco: $ncco) {\n      path\n      severity\n      code\n      message\n      params\n    }\n  }\n": types.CheckNccoDocument,
    "\n  query Preset($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      ncco\n      version\n      liveVersion\n      live\n      isGuideText\n      menu {\n        digits\n        user\n      }\n      answering {\n        version\n        ncco\n        menu {\n          digits\n          user\n          ncco\n        }\n      }\n      guideText {\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n": types.PresetDocument,
    "\n  query PresetList($applicationId: ID!) {\n    application(id: $applicationId) {\n      id\n      presets {\n        applicationId\n        kind\n        version\n        liveVersion\n        isGuideText\n      }\n    }\n  }\n": types.PresetListDocument,
    "\n  query PresetVersions($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      versions {\n        version\n        savedAt\n        savedBy\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n": types.PresetVersionsDocument,
    "\n  mutation PublishPreset($applicationId: ID!, $kind: PresetKind!, $version: Int!) {\n    publishPreset(applicationId: $applicationId, kind: $kind, version: $version) {\n      applicationId\n      kind\n      liveVersion\n    }\n  }\n": types.PublishPresetDocument,
    "\n  mutation SetLivePreset($applicationId: ID!, $slot: PresetSlot!, $kind: PresetKind!) {\n    setLivePreset(applicationId: $applicationId, slot: $slot, kind: $kind) {\n      id\n      fromOutside: livePreset(slot: FROM_OUTSIDE)\n      fromAgent: livePreset(slot: FROM_AGENT)\n    }\n  }\n": types.SetLivePresetDocument,
    "\n  mutation SavePreset($applicationId: ID!, $kind: PresetKind!, $input: SavePresetInput!) {\n    savePreset(applicationId: $applicationId, kind: $kind, input: $input) {\n      applicationId\n      kind\n      version\n    }\n  }\n": types.SavePresetDocument,
    "\n  query PreviewAnswer($input: PreviewInput!) {\n    previewAnswer(input: $input) {\n      ncco\n    }\n  }\n": types.PreviewAnswerDocument,
    "\n  mutation StartTestCall($applicationId: ID!, $kind: PresetKind!, $ncco: JSON!, $menu: [MenuChoiceInput!]) {\n    startTestCall(applicationId: $applicationId, kind: $kind, ncco: $ncco, menu: $menu) {\n      id\n      to\n    }\n  }\n": types.StartTestCallDocument,
    "\n  query Find($applicationId: ID!, $text: String!, $hasParty: Boolean!) {\n    users(applicationId: $applicationId, search: $text, first: 5) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n    calls(applicationId: $applicationId, number: $text, first: 5) @include(if: $hasParty) {\n      nodes {\n        id\n        direction\n        from\n        to\n        contact {\n          id\n          name\n        }\n        startedAt\n      }\n    }\n  }\n": types.FindDocument,
    "\n  query Origins {\n    origins {\n      webApp\n      tools\n    }\n  }\n": types.OriginsDocument,
    "\n  mutation SetOrigins($input: OriginsInput!) {\n    setOrigins(input: $input) {\n      webApp\n      tools\n    }\n  }\n": types.SetOriginsDocument,
    "\n  mutation Reset($input: ResetInput!) {\n    reset(input: $input) {\n      id\n    }\n  }\n": types.ResetDocument,
    "\n  query Simulator {\n    viewer {\n      id\n      account {\n        id\n        simulatorUrl\n        handsetToken\n      }\n    }\n  }\n": types.SimulatorDocument,
    "\n  fragment TaskFields on Task {\n    id\n    kind\n    subject\n    state\n    done\n    total\n    problem {\n      ...RefusalFields\n    }\n    deleteReport {\n      leftAtVonage\n    }\n    eraseReport {\n      placeholder\n      calls\n    }\n    importReport {\n      created\n      refusedCount\n    }\n  }\n": types.TaskFieldsFragmentDoc,
    "\n  fragment RefusalFields on Refusal {\n    code\n    message\n    field\n    rule\n    params\n    vonage\n  }\n": types.RefusalFieldsFragmentDoc,
    "\n  query Tasks {\n    tasks {\n      ...TaskFields\n    }\n  }\n": types.TasksDocument,
    "\n  subscription TaskChanged {\n    taskChanged {\n      ...TaskFields\n    }\n  }\n": types.TaskChangedDocument,
    "\n  mutation CancelTask($id: ID!) {\n    cancelTask(id: $id) {\n      id\n      state\n    }\n  }\n": types.CancelTaskDocument,
    "\n  mutation RetryTask($id: ID!) {\n    retryTask(id: $id) {\n      id\n      state\n    }\n  }\n": types.RetryTaskDocument,
    "\n  query KeyOptions($id: ID!) {\n    application(id: $id) {\n      id\n      createsUsers\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n": types.KeyOptionsDocument,
    "\n  mutation SetCreatesUsers($id: ID!, $createsUsers: Boolean!) {\n    updateApplication(id: $id, input: { createsUsers: $createsUsers }) {\n      id\n      createsUsers\n    }\n  }\n": types.SetCreatesUsersDocument,
    "\n  mutation StorePushCredential($applicationId: ID!, $input: PushCredentialInput!) {\n    storePushCredential(applicationId: $applicationId, input: $input)\n  }\n": types.StorePushCredentialDocument,
    "\n  mutation RotateMobileApiKey($applicationId: ID!, $overlap: KeyOverlap!) {\n    rotateMobileApiKey(applicationId: $applicationId, overlap: $overlap) {\n      id\n      mobileApiKey\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n": types.RotateMobileApiKeyDocument,
    "\n  query MobileKey($id: ID!) {\n    application(id: $id) {\n      id\n      mobileApiKey\n    }\n  }\n": types.MobileKeyDocument,
    "\n  query ClientAddresses($id: ID!) {\n    application(id: $id) {\n      id\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n": types.ClientAddressesDocument,
    "\n  fragment AgentFields on Agent {\n    name\n    displayName\n    state\n    since\n    away\n  }\n": types.AgentFieldsFragmentDoc,
    "\n  query Agents($applicationId: ID!) {\n    agents(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n": types.AgentsDocument,
    "\n  subscription AgentChanged($applicationId: ID!) {\n    agentChanged(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n": types.AgentChangedDocument,
    "\n  mutation ImportUsers($applicationId: ID!, $input: [CreateUserInput!]!) {\n    importUsers(applicationId: $applicationId, input: $input) {\n      id\n    }\n  }\n": types.ImportUsersDocument,
    "\n  query Imports {\n    tasks {\n      ...TaskFields\n      importReport {\n        created\n        open\n        refused {\n          index\n          refusal {\n            ...RefusalFields\n          }\n        }\n      }\n    }\n  }\n": types.ImportsDocument,
    "\n  query UserOptions($applicationId: ID!, $search: String) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n  }\n": types.UserOptionsDocument,
    "\n  query Users($applicationId: ID!, $search: String, $first: Int! = 100, $after: String) {\n    users(applicationId: $applicationId, search: $search, first: $first, after: $after) {\n      nodes {\n        id\n        name\n        displayName\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      reading\n    }\n  }\n": types.UsersDocument,
    "\n  mutation CreateUser($applicationId: ID!, $input: CreateUserInput!) {\n    createUser(applicationId: $applicationId, input: $input) {\n      id\n      name\n    }\n  }\n": types.CreateUserDocument,
    "\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n      name\n      displayName\n    }\n  }\n": types.UpdateUserDocument,
    "\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id) {\n      id\n    }\n  }\n": types.DeleteUserDocument,
    "\n  mutation CreateMember($input: CreateMemberInput!) {\n    createMember(input: $input) {\n      password\n      member {\n        id\n        name\n        userName\n      }\n    }\n  }\n": types.CreateMemberDocument,
    "\n  mutation IssueToken($applicationId: ID!, $userName: String!, $seconds: Int!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName, seconds: $seconds) {\n      jwt\n      userId\n      expiresAt\n    }\n  }\n": types.IssueTokenDocument,
    "\n  fragment ClientAddressesFields on ClientAddresses {\n    apiUrl\n    websocketUrl\n    websocketPath\n  }\n": types.ClientAddressesFieldsFragmentDoc,
    "\n  subscription ClientAddressesChanged($applicationId: ID!) {\n    clientAddressesChanged(applicationId: $applicationId) {\n      ...ClientAddressesFields\n    }\n  }\n": types.ClientAddressesChangedDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditLog($filter: AuditFilterInput, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        at\n        actorKind\n        actorId\n        actorName\n        address\n        action\n        targetKind\n        targetId\n        targetName\n        before\n        after\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditLog($filter: AuditFilterInput, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      nodes {\n        id\n        at\n        actorKind\n        actorId\n        actorName\n        address\n        action\n        targetKind\n        targetId\n        targetName\n        before\n        after\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      createdAt\n      createdBy\n      expiresAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n      apiKey {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n      apiKey {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserNames($applicationId: ID!, $search: String!) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query UserNames($applicationId: ID!, $search: String!) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApplicationNames {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query ApplicationNames {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Members {\n    members {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      state\n      hasSecondFactor\n      signedInAt\n    }\n  }\n"): (typeof documents)["\n  query Members {\n    members {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      state\n      hasSecondFactor\n      signedInAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Invitations {\n    invitations {\n      id\n      purpose\n      createdAt\n      expiresAt\n      expired\n      member {\n        id\n        name\n        displayName\n        role\n      }\n    }\n  }\n"): (typeof documents)["\n  query Invitations {\n    invitations {\n      id\n      purpose\n      createdAt\n      expiresAt\n      expired\n      member {\n        id\n        name\n        displayName\n        role\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($memberId: ID!) {\n    resetPassword(memberId: $memberId) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($memberId: ID!) {\n    resetPassword(memberId: $memberId) {\n      link\n      invitation {\n        id\n        expiresAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateMember($id: ID!, $input: MemberDetailsInput!) {\n    updateMember(id: $id, input: $input) {\n      id\n      displayName\n      role\n      applicationId\n      userName\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateMember($id: ID!, $input: MemberDetailsInput!) {\n    updateMember(id: $id, input: $input) {\n      id\n      displayName\n      role\n      applicationId\n      userName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      id\n      member {\n        id\n        state\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      id\n      member {\n        id\n        state\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSessions($memberId: ID) {\n    endSessions(memberId: $memberId) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation EndSessions($memberId: ID) {\n    endSessions(memberId: $memberId) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EraseCaller($input: EraseCallerInput!) {\n    eraseCaller(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation EraseCaller($input: EraseCallerInput!) {\n    eraseCaller(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Retention {\n    retention {\n      eventDays\n      callDays\n      lastRunAt\n      lastEvents\n      lastCalls\n    }\n  }\n"): (typeof documents)["\n  query Retention {\n    retention {\n      eventDays\n      callDays\n      lastRunAt\n      lastEvents\n      lastCalls\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetRetention($input: RetentionInput!) {\n    setRetention(input: $input) {\n      eventDays\n      callDays\n    }\n  }\n"): (typeof documents)["\n  mutation SetRetention($input: RetentionInput!) {\n    setRetention(input: $input) {\n      eventDays\n      callDays\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmIdentity($code: String!) {\n    confirmIdentity(code: $code)\n  }\n"): (typeof documents)["\n  mutation ConfirmIdentity($code: String!) {\n    confirmIdentity(code: $code)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecondFactor {\n    secondFactor {\n      since\n      recoveryCodesLeft\n    }\n  }\n"): (typeof documents)["\n  query SecondFactor {\n    secondFactor {\n      since\n      recoveryCodesLeft\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginSecondFactor($current: String!) {\n    beginSecondFactor(current: $current) {\n      secret\n      address\n    }\n  }\n"): (typeof documents)["\n  mutation BeginSecondFactor($current: String!) {\n    beginSecondFactor(current: $current) {\n      secret\n      address\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnableSecondFactor($code: String!) {\n    enableSecondFactor(code: $code)\n  }\n"): (typeof documents)["\n  mutation EnableSecondFactor($code: String!) {\n    enableSecondFactor(code: $code)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableSecondFactor {\n    disableSecondFactor {\n      id\n      hasSecondFactor\n    }\n  }\n"): (typeof documents)["\n  mutation DisableSecondFactor {\n    disableSecondFactor {\n      id\n      hasSecondFactor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n"): (typeof documents)["\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveSecondFactor($memberId: ID!) {\n    removeSecondFactor(memberId: $memberId) {\n      id\n      hasSecondFactor\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveSecondFactor($memberId: ID!) {\n    removeSecondFactor(memberId: $memberId) {\n      id\n      hasSecondFactor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmSignIn($code: String!) {\n    confirmSignIn(code: $code) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmSignIn($code: String!) {\n    confirmSignIn(code: $code) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Invitation($token: String!) {\n    signInOptions {\n      invitation(token: $token) {\n        purpose\n        name\n        displayName\n      }\n    }\n  }\n"): (typeof documents)["\n  query Invitation($token: String!) {\n    signInOptions {\n      invitation(token: $token) {\n        purpose\n        name\n        displayName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions($everybody: Boolean!) {\n    sessions(everybody: $everybody) {\n      id\n      current\n      slot\n      browser\n      system\n      address\n      createdAt\n      lastSeenAt\n      member {\n        id\n        name\n        displayName\n      }\n    }\n  }\n"): (typeof documents)["\n  query Sessions($everybody: Boolean!) {\n    sessions(everybody: $everybody) {\n      id\n      current\n      slot\n      browser\n      system\n      address\n      createdAt\n      lastSeenAt\n      member {\n        id\n        name\n        displayName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignInWithVonage($input: VonageSignInInput!) {\n    signInWithVonage(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation SignInWithVonage($input: VonageSignInInput!) {\n    signInWithVonage(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetTimeZone($timeZone: String!) {\n    setTimeZone(timeZone: $timeZone) {\n      id\n      timeZone\n    }\n  }\n"): (typeof documents)["\n  mutation SetTimeZone($timeZone: String!) {\n    setTimeZone(timeZone: $timeZone) {\n      id\n      timeZone\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer($setupCode: String) {\n    viewer {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      account {\n        id\n        kind\n        timeZone\n        apiKey\n        balance\n        balanceCurrency\n        ...Signatures\n        simulatorUrl\n        handsetToken\n        publicUrl\n        publicUrlProblem\n      }\n    }\n    signInOptions(setupCode: $setupCode) {\n      cloud\n      setupCode\n      accountConnected\n      passwords\n      simulator {\n        apiKey\n        apiSecret\n        url\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer($setupCode: String) {\n    viewer {\n      id\n      name\n      displayName\n      role\n      applicationId\n      userName\n      owner\n      account {\n        id\n        kind\n        timeZone\n        apiKey\n        balance\n        balanceCurrency\n        ...Signatures\n        simulatorUrl\n        handsetToken\n        publicUrl\n        publicUrlProblem\n      }\n    }\n    signInOptions(setupCode: $setupCode) {\n      cloud\n      setupCode\n      accountConnected\n      passwords\n      simulator {\n        apiKey\n        apiSecret\n        url\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetSignatureSecret($signatureSecret: String!) {\n    setSignatureSecret(signatureSecret: $signatureSecret) {\n      ...Signatures\n    }\n  }\n"): (typeof documents)["\n  mutation SetSignatureSecret($signatureSecret: String!) {\n    setSignatureSecret(signatureSecret: $signatureSecret) {\n      ...Signatures\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecurityWarnings {\n    securityWarnings {\n      rule\n      detail\n    }\n  }\n"): (typeof documents)["\n  query SecurityWarnings {\n    securityWarnings {\n      rule\n      detail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Signatures on Account {\n    id\n    signatureSecretKnown\n    signatureVerifiedAt\n    signatureRefusedAt\n    signatureRefusal\n  }\n"): (typeof documents)["\n  fragment Signatures on Account {\n    id\n    signatureSecretKnown\n    signatureVerifiedAt\n    signatureRefusedAt\n    signatureRefusal\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApplicationFacts($id: ID!) {\n    application(id: $id) {\n      id\n      vonageId\n      region\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n      signedCallbacks\n    }\n  }\n"): (typeof documents)["\n  query ApplicationFacts($id: ID!) {\n    application(id: $id) {\n      id\n      vonageId\n      region\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n      signedCallbacks\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PublicKey($id: ID!) {\n    application(id: $id) {\n      id\n      publicKey\n    }\n  }\n"): (typeof documents)["\n  query PublicKey($id: ID!) {\n    application(id: $id) {\n      id\n      publicKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PrivateKey($id: ID!) {\n    application(id: $id) {\n      id\n      privateKey\n    }\n  }\n"): (typeof documents)["\n  query PrivateKey($id: ID!) {\n    application(id: $id) {\n      id\n      privateKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateKeyPair($applicationId: ID!) {\n    rotateKeyPair(applicationId: $applicationId) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RotateKeyPair($applicationId: ID!) {\n    rotateKeyPair(applicationId: $applicationId) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApplication($input: CreateApplicationInput!) {\n    createApplication(input: $input) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Applications {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        vonageId\n        region\n        defaultOutgoingNumber\n        fromOutside: livePreset(slot: FROM_OUTSIDE)\n        fromAgent: livePreset(slot: FROM_AGENT)\n        numbers {\n          msisdn\n          country\n          canVoice\n          preset\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Applications {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        vonageId\n        region\n        defaultOutgoingNumber\n        fromOutside: livePreset(slot: FROM_OUTSIDE)\n        fromAgent: livePreset(slot: FROM_AGENT)\n        numbers {\n          msisdn\n          country\n          canVoice\n          preset\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteApplication($id: ID!, $input: DeleteApplicationInput!) {\n    deleteApplication(id: $id, input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteApplication($id: ID!, $input: DeleteApplicationInput!) {\n    deleteApplication(id: $id, input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HomeCountry($applicationId: ID!) {\n    homeCountry(applicationId: $applicationId)\n  }\n"): (typeof documents)["\n  query HomeCountry($applicationId: ID!) {\n    homeCountry(applicationId: $applicationId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetOutgoingNumber($id: ID!, $number: String) {\n    updateApplication(id: $id, input: { defaultOutgoingNumber: $number }) {\n      id\n      defaultOutgoingNumber\n    }\n  }\n"): (typeof documents)["\n  mutation SetOutgoingNumber($id: ID!, $number: String) {\n    updateApplication(id: $id, input: { defaultOutgoingNumber: $number }) {\n      id\n      defaultOutgoingNumber\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhooksReachable {\n    webhooksReachable {\n      state\n      url\n      reason\n      detail\n    }\n  }\n"): (typeof documents)["\n  query WebhooksReachable {\n    webhooksReachable {\n      state\n      url\n      reason\n      detail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProposedRegions {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        region\n        proposedRegion\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProposedRegions {\n    applications(first: 100) {\n      nodes {\n        id\n        name\n        region\n        proposedRegion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeRegion($applicationId: ID!, $region: String!) {\n    changeRegion(applicationId: $applicationId, region: $region) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeRegion($applicationId: ID!, $region: String!) {\n    changeRegion(applicationId: $applicationId, region: $region) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameApplication($id: ID!, $name: String!) {\n    updateApplication(id: $id, input: { name: $name }) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  mutation RenameApplication($id: ID!, $name: String!) {\n    updateApplication(id: $id, input: { name: $name }) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateWebhooks($applicationId: ID!) {\n    rotateWebhookAddresses(applicationId: $applicationId) {\n      id\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n    }\n  }\n"): (typeof documents)["\n  mutation RotateWebhooks($applicationId: ID!) {\n    rotateWebhookAddresses(applicationId: $applicationId) {\n      id\n      answerUrl\n      fallbackUrl\n      eventUrl\n      dtmfUrl\n      webhooksTold\n      previousWebhooksWork\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CallTotals(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n  ) {\n    callTotals(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n    ) {\n      calls\n      missed\n      abandoned\n      more\n    }\n  }\n"): (typeof documents)["\n  query CallTotals(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n  ) {\n    callTotals(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n    ) {\n      calls\n      missed\n      abandoned\n      more\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallFields on Call {\n    id\n    direction\n    from\n    to\n    userName\n    status\n    live\n    startedAt\n    answeredAt\n    endedAt\n    durationSeconds\n    waitSeconds\n    agents\n    hasNotes\n    contact {\n      id\n      name\n    }\n    outcome {\n      kind\n      reason\n      userName\n      detail\n    }\n  }\n"): (typeof documents)["\n  fragment CallFields on Call {\n    id\n    direction\n    from\n    to\n    userName\n    status\n    live\n    startedAt\n    answeredAt\n    endedAt\n    durationSeconds\n    waitSeconds\n    agents\n    hasNotes\n    contact {\n      id\n      name\n    }\n    outcome {\n      kind\n      reason\n      userName\n      detail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Calls(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n    $first: Int!\n    $after: String\n  ) {\n    calls(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        ...CallFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Calls(\n    $applicationId: ID!\n    $live: Boolean\n    $number: String\n    $userName: String\n    $direction: CallDirection\n    $outcomes: [OutcomeKind!]\n    $since: DateTime\n    $until: DateTime\n    $first: Int!\n    $after: String\n  ) {\n    calls(\n      applicationId: $applicationId\n      live: $live\n      number: $number\n      userName: $userName\n      direction: $direction\n      outcomes: $outcomes\n      since: $since\n      until: $until\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        ...CallFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...CallFields\n    }\n  }\n"): (typeof documents)["\n  subscription CallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...CallFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EventFields on Event {\n    id\n    callId\n    receivedAt\n    kind\n    status\n    legUuid\n    door\n    body\n  }\n"): (typeof documents)["\n  fragment EventFields on Event {\n    id\n    callId\n    receivedAt\n    kind\n    status\n    legUuid\n    door\n    body\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Events($applicationId: ID!, $kind: String, $about: String, $text: String, $first: Int!, $after: String) {\n    events(applicationId: $applicationId, kind: $kind, about: $about, text: $text, first: $first, after: $after) {\n      nodes {\n        ...EventFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Events($applicationId: ID!, $kind: String, $about: String, $text: String, $first: Int!, $after: String) {\n    events(applicationId: $applicationId, kind: $kind, about: $about, text: $text, first: $first, after: $after) {\n      nodes {\n        ...EventFields\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription EventAdded($applicationId: ID!, $callId: ID) {\n    eventAdded(applicationId: $applicationId, callId: $callId) {\n      ...EventFields\n    }\n  }\n"): (typeof documents)["\n  subscription EventAdded($applicationId: ID!, $callId: ID) {\n    eventAdded(applicationId: $applicationId, callId: $callId) {\n      ...EventFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Call($id: ID!) {\n    call(id: $id) {\n      ...CallFields\n      applicationId\n      price\n      endedBy\n      transferredBy\n      calledBack {\n        at\n        userName\n        outcome {\n          kind\n          reason\n          userName\n          detail\n        }\n      }\n      notes {\n        userName\n        text\n        writtenAt\n        writerName\n        earlier {\n          text\n          writtenAt\n          writerName\n        }\n      }\n      preset\n      presetVersion\n      ncco\n      conversationUuid\n      heldSince\n      legs {\n        uuid\n        direction\n        from\n        to\n        userName\n        status\n        startedAt\n        ringingAt\n        answeredAt\n        endedAt\n        durationSeconds\n        price\n        detail\n        signedOut\n        reconciled\n        heldSince\n      }\n      events {\n        id\n        callId\n        receivedAt\n        timestamp\n        kind\n        status\n        legUuid\n        door\n        body\n      }\n    }\n  }\n"): (typeof documents)["\n  query Call($id: ID!) {\n    call(id: $id) {\n      ...CallFields\n      applicationId\n      price\n      endedBy\n      transferredBy\n      calledBack {\n        at\n        userName\n        outcome {\n          kind\n          reason\n          userName\n          detail\n        }\n      }\n      notes {\n        userName\n        text\n        writtenAt\n        writerName\n        earlier {\n          text\n          writtenAt\n          writerName\n        }\n      }\n      preset\n      presetVersion\n      ncco\n      conversationUuid\n      heldSince\n      legs {\n        uuid\n        direction\n        from\n        to\n        userName\n        status\n        startedAt\n        ringingAt\n        answeredAt\n        endedAt\n        durationSeconds\n        price\n        detail\n        signedOut\n        reconciled\n        heldSince\n      }\n      events {\n        id\n        callId\n        receivedAt\n        timestamp\n        kind\n        status\n        legUuid\n        door\n        body\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription HoldChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      heldSince\n      legs {\n        uuid\n        heldSince\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription HoldChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      heldSince\n      legs {\n        uuid\n        heldSince\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeskOutcome on Outcome {\n    kind\n    reason\n    userName\n    detail\n  }\n"): (typeof documents)["\n  fragment DeskOutcome on Outcome {\n    kind\n    reason\n    userName\n    detail\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CallOfLeg($legUuid: ID!) {\n    callOfLeg(legUuid: $legUuid) {\n      id\n      preset\n      startedAt\n      direction\n      from\n      to\n      contactNumber\n      contact {\n        ...DeskContact\n      }\n      transferredBy\n      heldSince\n      outcome {\n        ...DeskOutcome\n      }\n      notes {\n        userName\n        writtenAt\n        text\n      }\n      legs {\n        uuid\n        startedAt\n        answeredAt\n        operationId\n      }\n      consultedBy(legUuid: $legUuid)\n      consult {\n        targetLeg\n      }\n      operation {\n        id\n        kind\n        legUuid\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription CallOfLeg($legUuid: ID!) {\n    callOfLeg(legUuid: $legUuid) {\n      id\n      preset\n      startedAt\n      direction\n      from\n      to\n      contactNumber\n      contact {\n        ...DeskContact\n      }\n      transferredBy\n      heldSince\n      outcome {\n        ...DeskOutcome\n      }\n      notes {\n        userName\n        writtenAt\n        text\n      }\n      legs {\n        uuid\n        startedAt\n        answeredAt\n        operationId\n      }\n      consultedBy(legUuid: $legUuid)\n      consult {\n        targetLeg\n      }\n      operation {\n        id\n        kind\n        legUuid\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HoldCall($legUuid: ID!) {\n    operation: holdCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n"): (typeof documents)["\n  mutation HoldCall($legUuid: ID!) {\n    operation: holdCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeCall($legUuid: ID!) {\n    operation: resumeCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n"): (typeof documents)["\n  mutation ResumeCall($legUuid: ID!) {\n    operation: resumeCall(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: transferCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n"): (typeof documents)["\n  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: transferCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: consultCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n"): (typeof documents)["\n  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {\n    operation: consultCall(legUuid: $legUuid, target: $target, anyway: $anyway) {\n      ...OperationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndConsult($legUuid: ID!, $how: ConsultEnd!) {\n    operation: endConsult(legUuid: $legUuid, how: $how) {\n      ...OperationFields\n    }\n  }\n"): (typeof documents)["\n  mutation EndConsult($legUuid: ID!, $how: ConsultEnd!) {\n    operation: endConsult(legUuid: $legUuid, how: $how) {\n      ...OperationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ConsultChanged($legUuid: ID!) {\n    consultChanged(legUuid: $legUuid) {\n      id\n      who\n      status\n      customerWaits\n    }\n  }\n"): (typeof documents)["\n  subscription ConsultChanged($legUuid: ID!) {\n    consultChanged(legUuid: $legUuid) {\n      id\n      who\n      status\n      customerWaits\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OperationFields on Operation {\n    id\n    kind\n    state\n    who\n    problem {\n      message\n      extensions\n    }\n  }\n"): (typeof documents)["\n  fragment OperationFields on Operation {\n    id\n    kind\n    state\n    who\n    problem {\n      message\n      extensions\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OperationChanged($legUuid: ID!) {\n    operationChanged(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n"): (typeof documents)["\n  subscription OperationChanged($legUuid: ID!) {\n    operationChanged(legUuid: $legUuid) {\n      ...OperationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeskContact on Contact {\n    id\n    number\n    name\n  }\n"): (typeof documents)["\n  fragment DeskContact on Contact {\n    id\n    number\n    name\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CallerOfLeg($legUuid: ID!) {\n    callerOfLeg(legUuid: $legUuid) {\n      number\n      contact {\n        ...DeskContact\n      }\n      called\n      keys\n      earlier {\n        id\n        startedAt\n        direction\n        userName\n        durationSeconds\n        outcome {\n          ...DeskOutcome\n        }\n        notes\n        readable\n      }\n    }\n  }\n"): (typeof documents)["\n  query CallerOfLeg($legUuid: ID!) {\n    callerOfLeg(legUuid: $legUuid) {\n      number\n      contact {\n        ...DeskContact\n      }\n      called\n      keys\n      earlier {\n        id\n        startedAt\n        direction\n        userName\n        durationSeconds\n        outcome {\n          ...DeskOutcome\n        }\n        notes\n        readable\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NameContact($applicationId: ID!, $number: String!, $name: String!) {\n    nameContact(applicationId: $applicationId, number: $number, name: $name) {\n      ...DeskContact\n    }\n  }\n"): (typeof documents)["\n  mutation NameContact($applicationId: ID!, $number: String!, $name: String!) {\n    nameContact(applicationId: $applicationId, number: $number, name: $name) {\n      ...DeskContact\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportLine($applicationId: ID!, $userName: String!, $tab: String!, $ready: Boolean!) {\n    reportLine(applicationId: $applicationId, userName: $userName, tab: $tab, ready: $ready)\n  }\n"): (typeof documents)["\n  mutation ReportLine($applicationId: ID!, $userName: String!, $tab: String!, $ready: Boolean!) {\n    reportLine(applicationId: $applicationId, userName: $userName, tab: $tab, ready: $ready)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetAway($applicationId: ID!, $userName: String!, $away: Boolean!) {\n    setAway(applicationId: $applicationId, userName: $userName, away: $away) {\n      ...AgentFields\n    }\n  }\n"): (typeof documents)["\n  mutation SetAway($applicationId: ID!, $userName: String!, $away: Boolean!) {\n    setAway(applicationId: $applicationId, userName: $userName, away: $away) {\n      ...AgentFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DayCall on Call {\n    id\n    direction\n    from\n    to\n    contactNumber\n    contact {\n      ...DeskContact\n    }\n    userName\n    live\n    startedAt\n    answeredAt\n    durationSeconds\n    outcome {\n      ...DeskOutcome\n    }\n    calledBack {\n      at\n      userName\n      outcome {\n        ...DeskOutcome\n      }\n    }\n    notes {\n      userName\n      writtenAt\n      text\n    }\n  }\n"): (typeof documents)["\n  fragment DayCall on Call {\n    id\n    direction\n    from\n    to\n    contactNumber\n    contact {\n      ...DeskContact\n    }\n    userName\n    live\n    startedAt\n    answeredAt\n    durationSeconds\n    outcome {\n      ...DeskOutcome\n    }\n    calledBack {\n      at\n      userName\n      outcome {\n        ...DeskOutcome\n      }\n    }\n    notes {\n      userName\n      writtenAt\n      text\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DayCalls($applicationId: ID!, $userName: String!, $since: DateTime!, $notTaken: [OutcomeKind!]!) {\n    all: calls(applicationId: $applicationId, since: $since, first: 50) {\n      nodes {\n        ...DayCall\n      }\n    }\n    missed: calls(\n      applicationId: $applicationId\n      since: $since\n      direction: INBOUND\n      outcomes: $notTaken\n      first: 100\n    ) {\n      nodes {\n        ...DayCall\n      }\n    }\n    mine: calls(applicationId: $applicationId, since: $since, userName: $userName, first: 100) {\n      nodes {\n        ...DayCall\n      }\n    }\n  }\n"): (typeof documents)["\n  query DayCalls($applicationId: ID!, $userName: String!, $since: DateTime!, $notTaken: [OutcomeKind!]!) {\n    all: calls(applicationId: $applicationId, since: $since, first: 50) {\n      nodes {\n        ...DayCall\n      }\n    }\n    missed: calls(\n      applicationId: $applicationId\n      since: $since\n      direction: INBOUND\n      outcomes: $notTaken\n      first: 100\n    ) {\n      nodes {\n        ...DayCall\n      }\n    }\n    mine: calls(applicationId: $applicationId, since: $since, userName: $userName, first: 100) {\n      nodes {\n        ...DayCall\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DayCallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...DayCall\n    }\n  }\n"): (typeof documents)["\n  subscription DayCallChanged($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      ...DayCall\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAgentToken($applicationId: ID!, $userName: String!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName) {\n      jwt\n      expiresAt\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAgentToken($applicationId: ID!, $userName: String!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName) {\n      jwt\n      expiresAt\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CallNote($legUuid: ID!) {\n    callNote(legUuid: $legUuid)\n  }\n"): (typeof documents)["\n  query CallNote($legUuid: ID!) {\n    callNote(legUuid: $legUuid)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WriteCallNote($legUuid: ID!, $text: String!) {\n    writeCallNote(legUuid: $legUuid, text: $text)\n  }\n"): (typeof documents)["\n  mutation WriteCallNote($legUuid: ID!, $text: String!) {\n    writeCallNote(legUuid: $legUuid, text: $text)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DiallingRulesFields on DiallingRules {\n    chosenCountries\n    countries\n    callsPerUserPerHour\n    callsPerDay\n    callsInLastDay\n  }\n"): (typeof documents)["\n  fragment DiallingRulesFields on DiallingRules {\n    chosenCountries\n    countries\n    callsPerUserPerHour\n    callsPerDay\n    callsInLastDay\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DiallingRules {\n    diallingRules {\n      ...DiallingRulesFields\n    }\n  }\n"): (typeof documents)["\n  query DiallingRules {\n    diallingRules {\n      ...DiallingRulesFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DiallingRefusals($after: String) {\n    diallingRefusals(first: 25, after: $after) {\n      nodes {\n        id\n        at\n        applicationId\n        userName\n        way\n        rule\n        number\n        country\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query DiallingRefusals($after: String) {\n    diallingRefusals(first: 25, after: $after) {\n      nodes {\n        id\n        at\n        applicationId\n        userName\n        way\n        rule\n        number\n        country\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateDiallingRules($input: UpdateDiallingRulesInput!) {\n    updateDiallingRules(input: $input) {\n      ...DiallingRulesFields\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateDiallingRules($input: UpdateDiallingRulesInput!) {\n    updateDiallingRules(input: $input) {\n      ...DiallingRulesFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Day($applicationId: ID!, $from: DateTime!, $until: DateTime!, $timeZone: String!) {\n    day(applicationId: $applicationId, from: $from, until: $until, timeZone: $timeZone) {\n      calls\n      inbound\n      outbound\n      offered\n      answered\n      missed\n      declined\n      abandoned\n      answeredShare\n      averageWaitSeconds\n      averageTalkSeconds\n      before {\n        calls\n      }\n      hours {\n        from\n        until\n        answered\n        missed\n        declined\n        abandoned\n        outbound\n      }\n      attention {\n        kind\n        calls\n        from\n        until\n        country\n      }\n    }\n  }\n"): (typeof documents)["\n  query Day($applicationId: ID!, $from: DateTime!, $until: DateTime!, $timeZone: String!) {\n    day(applicationId: $applicationId, from: $from, until: $until, timeZone: $timeZone) {\n      calls\n      inbound\n      outbound\n      offered\n      answered\n      missed\n      declined\n      abandoned\n      answeredShare\n      averageWaitSeconds\n      averageTalkSeconds\n      before {\n        calls\n      }\n      hours {\n        from\n        until\n        answered\n        missed\n        declined\n        abandoned\n        outbound\n      }\n      attention {\n        kind\n        calls\n        from\n        until\n        country\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CallEnded($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      live\n    }\n  }\n"): (typeof documents)["\n  subscription CallEnded($applicationId: ID!) {\n    callChanged(applicationId: $applicationId) {\n      id\n      live\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SetUpChecks {\n    setUpChecks {\n      what\n      about\n      state\n      rule\n      detail\n    }\n  }\n"): (typeof documents)["\n  query SetUpChecks {\n    setUpChecks {\n      what\n      about\n      state\n      rule\n      detail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FirstCall($applicationId: ID!) {\n    calls(applicationId: $applicationId, first: 1) {\n      nodes {\n        id\n      }\n    }\n    account {\n      ...Signatures\n    }\n  }\n"): (typeof documents)["\n  query FirstCall($applicationId: ID!) {\n    calls(applicationId: $applicationId, first: 1) {\n      nodes {\n        id\n      }\n    }\n    account {\n      ...Signatures\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Numbers($after: String) {\n    numbers(first: 100, after: $after) {\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        canVoice\n        linkedElsewhere\n        preset\n        application {\n          id\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Numbers($after: String) {\n    numbers(first: 100, after: $after) {\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        canVoice\n        linkedElsewhere\n        preset\n        application {\n          id\n          name\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AvailableNumbers(\n    $country: String!\n    $pattern: String\n    $match: NumberMatch\n    $type: NumberType\n    $features: [MessageFeature!]\n    $first: Int!\n    $after: String\n  ) {\n    availableNumbers(\n      country: $country\n      pattern: $pattern\n      match: $match\n      type: $type\n      features: $features\n      first: $first\n      after: $after\n    ) {\n      totalCount\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        setUpPrice\n      }\n    }\n  }\n"): (typeof documents)["\n  query AvailableNumbers(\n    $country: String!\n    $pattern: String\n    $match: NumberMatch\n    $type: NumberType\n    $features: [MessageFeature!]\n    $first: Int!\n    $after: String\n  ) {\n    availableNumbers(\n      country: $country\n      pattern: $pattern\n      match: $match\n      type: $type\n      features: $features\n      first: $first\n      after: $after\n    ) {\n      totalCount\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      nodes {\n        msisdn\n        country\n        type\n        features\n        monthlyPrice\n        setUpPrice\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RentNumber($input: RentNumberInput!) {\n    rentNumber(input: $input) {\n      msisdn\n    }\n  }\n"): (typeof documents)["\n  mutation RentNumber($input: RentNumberInput!) {\n    rentNumber(input: $input) {\n      msisdn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AssignNumber($input: AssignNumberInput!) {\n    assignNumber(input: $input) {\n      msisdn\n    }\n  }\n"): (typeof documents)["\n  mutation AssignNumber($input: AssignNumberInput!) {\n    assignNumber(input: $input) {\n      msisdn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnassignNumber($msisdn: String!) {\n    unassignNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n"): (typeof documents)["\n  mutation UnassignNumber($msisdn: String!) {\n    unassignNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetNumberPreset($msisdn: String!, $kind: PresetKind) {\n    setNumberPreset(msisdn: $msisdn, kind: $kind) {\n      msisdn\n      preset\n    }\n  }\n"): (typeof documents)["\n  mutation SetNumberPreset($msisdn: String!, $kind: PresetKind) {\n    setNumberPreset(msisdn: $msisdn, kind: $kind) {\n      msisdn\n      preset\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelNumber($msisdn: String!) {\n    cancelNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n"): (typeof documents)["\n  mutation CancelNumber($msisdn: String!) {\n    cancelNumber(msisdn: $msisdn) {\n      msisdn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CheckNcco($ncco: JSON!) {\n    checkNcco(ncco: $ncco) {\n      path\n      severity\n      code\n      message\n      params\n    }\n  }\n"): (typeof documents)["\n  query CheckNcco($ncco: JSON!) {\n    checkNcco(ncco: $ncco) {\n      path\n      severity\n      code\n      message\n      params\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Preset($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      ncco\n      version\n      liveVersion\n      live\n      isGuideText\n      menu {\n        digits\n        user\n      }\n      answering {\n        version\n        ncco\n        menu {\n          digits\n          user\n          ncco\n        }\n      }\n      guideText {\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Preset($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      ncco\n      version\n      liveVersion\n      live\n      isGuideText\n      menu {\n        digits\n        user\n      }\n      answering {\n        version\n        ncco\n        menu {\n          digits\n          user\n          ncco\n        }\n      }\n      guideText {\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PresetList($applicationId: ID!) {\n    application(id: $applicationId) {\n      id\n      presets {\n        applicationId\n        kind\n        version\n        liveVersion\n        isGuideText\n      }\n    }\n  }\n"): (typeof documents)["\n  query PresetList($applicationId: ID!) {\n    application(id: $applicationId) {\n      id\n      presets {\n        applicationId\n        kind\n        version\n        liveVersion\n        isGuideText\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PresetVersions($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      versions {\n        version\n        savedAt\n        savedBy\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PresetVersions($applicationId: ID!, $kind: PresetKind!) {\n    preset(applicationId: $applicationId, kind: $kind) {\n      applicationId\n      kind\n      versions {\n        version\n        savedAt\n        savedBy\n        ncco\n        menu {\n          digits\n          user\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishPreset($applicationId: ID!, $kind: PresetKind!, $version: Int!) {\n    publishPreset(applicationId: $applicationId, kind: $kind, version: $version) {\n      applicationId\n      kind\n      liveVersion\n    }\n  }\n"): (typeof documents)["\n  mutation PublishPreset($applicationId: ID!, $kind: PresetKind!, $version: Int!) {\n    publishPreset(applicationId: $applicationId, kind: $kind, version: $version) {\n      applicationId\n      kind\n      liveVersion\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetLivePreset($applicationId: ID!, $slot: PresetSlot!, $kind: PresetKind!) {\n    setLivePreset(applicationId: $applicationId, slot: $slot, kind: $kind) {\n      id\n      fromOutside: livePreset(slot: FROM_OUTSIDE)\n      fromAgent: livePreset(slot: FROM_AGENT)\n    }\n  }\n"): (typeof documents)["\n  mutation SetLivePreset($applicationId: ID!, $slot: PresetSlot!, $kind: PresetKind!) {\n    setLivePreset(applicationId: $applicationId, slot: $slot, kind: $kind) {\n      id\n      fromOutside: livePreset(slot: FROM_OUTSIDE)\n      fromAgent: livePreset(slot: FROM_AGENT)\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SavePreset($applicationId: ID!, $kind: PresetKind!, $input: SavePresetInput!) {\n    savePreset(applicationId: $applicationId, kind: $kind, input: $input) {\n      applicationId\n      kind\n      version\n    }\n  }\n"): (typeof documents)["\n  mutation SavePreset($applicationId: ID!, $kind: PresetKind!, $input: SavePresetInput!) {\n    savePreset(applicationId: $applicationId, kind: $kind, input: $input) {\n      applicationId\n      kind\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewAnswer($input: PreviewInput!) {\n    previewAnswer(input: $input) {\n      ncco\n    }\n  }\n"): (typeof documents)["\n  query PreviewAnswer($input: PreviewInput!) {\n    previewAnswer(input: $input) {\n      ncco\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartTestCall($applicationId: ID!, $kind: PresetKind!, $ncco: JSON!, $menu: [MenuChoiceInput!]) {\n    startTestCall(applicationId: $applicationId, kind: $kind, ncco: $ncco, menu: $menu) {\n      id\n      to\n    }\n  }\n"): (typeof documents)["\n  mutation StartTestCall($applicationId: ID!, $kind: PresetKind!, $ncco: JSON!, $menu: [MenuChoiceInput!]) {\n    startTestCall(applicationId: $applicationId, kind: $kind, ncco: $ncco, menu: $menu) {\n      id\n      to\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Find($applicationId: ID!, $text: String!, $hasParty: Boolean!) {\n    users(applicationId: $applicationId, search: $text, first: 5) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n    calls(applicationId: $applicationId, number: $text, first: 5) @include(if: $hasParty) {\n      nodes {\n        id\n        direction\n        from\n        to\n        contact {\n          id\n          name\n        }\n        startedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Find($applicationId: ID!, $text: String!, $hasParty: Boolean!) {\n    users(applicationId: $applicationId, search: $text, first: 5) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n    calls(applicationId: $applicationId, number: $text, first: 5) @include(if: $hasParty) {\n      nodes {\n        id\n        direction\n        from\n        to\n        contact {\n          id\n          name\n        }\n        startedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Origins {\n    origins {\n      webApp\n      tools\n    }\n  }\n"): (typeof documents)["\n  query Origins {\n    origins {\n      webApp\n      tools\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetOrigins($input: OriginsInput!) {\n    setOrigins(input: $input) {\n      webApp\n      tools\n    }\n  }\n"): (typeof documents)["\n  mutation SetOrigins($input: OriginsInput!) {\n    setOrigins(input: $input) {\n      webApp\n      tools\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reset($input: ResetInput!) {\n    reset(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation Reset($input: ResetInput!) {\n    reset(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Simulator {\n    viewer {\n      id\n      account {\n        id\n        simulatorUrl\n        handsetToken\n      }\n    }\n  }\n"): (typeof documents)["\n  query Simulator {\n    viewer {\n      id\n      account {\n        id\n        simulatorUrl\n        handsetToken\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaskFields on Task {\n    id\n    kind\n    subject\n    state\n    done\n    total\n    problem {\n      ...RefusalFields\n    }\n    deleteReport {\n      leftAtVonage\n    }\n    eraseReport {\n      placeholder\n      calls\n    }\n    importReport {\n      created\n      refusedCount\n    }\n  }\n"): (typeof documents)["\n  fragment TaskFields on Task {\n    id\n    kind\n    subject\n    state\n    done\n    total\n    problem {\n      ...RefusalFields\n    }\n    deleteReport {\n      leftAtVonage\n    }\n    eraseReport {\n      placeholder\n      calls\n    }\n    importReport {\n      created\n      refusedCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusalFields on Refusal {\n    code\n    message\n    field\n    rule\n    params\n    vonage\n  }\n"): (typeof documents)["\n  fragment RefusalFields on Refusal {\n    code\n    message\n    field\n    rule\n    params\n    vonage\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tasks {\n    tasks {\n      ...TaskFields\n    }\n  }\n"): (typeof documents)["\n  query Tasks {\n    tasks {\n      ...TaskFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TaskChanged {\n    taskChanged {\n      ...TaskFields\n    }\n  }\n"): (typeof documents)["\n  subscription TaskChanged {\n    taskChanged {\n      ...TaskFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelTask($id: ID!) {\n    cancelTask(id: $id) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation CancelTask($id: ID!) {\n    cancelTask(id: $id) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryTask($id: ID!) {\n    retryTask(id: $id) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation RetryTask($id: ID!) {\n    retryTask(id: $id) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyOptions($id: ID!) {\n    application(id: $id) {\n      id\n      createsUsers\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyOptions($id: ID!) {\n    application(id: $id) {\n      id\n      createsUsers\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetCreatesUsers($id: ID!, $createsUsers: Boolean!) {\n    updateApplication(id: $id, input: { createsUsers: $createsUsers }) {\n      id\n      createsUsers\n    }\n  }\n"): (typeof documents)["\n  mutation SetCreatesUsers($id: ID!, $createsUsers: Boolean!) {\n    updateApplication(id: $id, input: { createsUsers: $createsUsers }) {\n      id\n      createsUsers\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StorePushCredential($applicationId: ID!, $input: PushCredentialInput!) {\n    storePushCredential(applicationId: $applicationId, input: $input)\n  }\n"): (typeof documents)["\n  mutation StorePushCredential($applicationId: ID!, $input: PushCredentialInput!) {\n    storePushCredential(applicationId: $applicationId, input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateMobileApiKey($applicationId: ID!, $overlap: KeyOverlap!) {\n    rotateMobileApiKey(applicationId: $applicationId, overlap: $overlap) {\n      id\n      mobileApiKey\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RotateMobileApiKey($applicationId: ID!, $overlap: KeyOverlap!) {\n    rotateMobileApiKey(applicationId: $applicationId, overlap: $overlap) {\n      id\n      mobileApiKey\n      previousMobileApiKey {\n        until\n        lastUsedAt\n        lastUsedBy\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MobileKey($id: ID!) {\n    application(id: $id) {\n      id\n      mobileApiKey\n    }\n  }\n"): (typeof documents)["\n  query MobileKey($id: ID!) {\n    application(id: $id) {\n      id\n      mobileApiKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ClientAddresses($id: ID!) {\n    application(id: $id) {\n      id\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query ClientAddresses($id: ID!) {\n    application(id: $id) {\n      id\n      client {\n        ...ClientAddressesFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AgentFields on Agent {\n    name\n    displayName\n    state\n    since\n    away\n  }\n"): (typeof documents)["\n  fragment AgentFields on Agent {\n    name\n    displayName\n    state\n    since\n    away\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Agents($applicationId: ID!) {\n    agents(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n"): (typeof documents)["\n  query Agents($applicationId: ID!) {\n    agents(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AgentChanged($applicationId: ID!) {\n    agentChanged(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n"): (typeof documents)["\n  subscription AgentChanged($applicationId: ID!) {\n    agentChanged(applicationId: $applicationId) {\n      ...AgentFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportUsers($applicationId: ID!, $input: [CreateUserInput!]!) {\n    importUsers(applicationId: $applicationId, input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ImportUsers($applicationId: ID!, $input: [CreateUserInput!]!) {\n    importUsers(applicationId: $applicationId, input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Imports {\n    tasks {\n      ...TaskFields\n      importReport {\n        created\n        open\n        refused {\n          index\n          refusal {\n            ...RefusalFields\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Imports {\n    tasks {\n      ...TaskFields\n      importReport {\n        created\n        open\n        refused {\n          index\n          refusal {\n            ...RefusalFields\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserOptions($applicationId: ID!, $search: String) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n  }\n"): (typeof documents)["\n  query UserOptions($applicationId: ID!, $search: String) {\n    users(applicationId: $applicationId, search: $search, first: 20) {\n      nodes {\n        id\n        name\n        displayName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users($applicationId: ID!, $search: String, $first: Int! = 100, $after: String) {\n    users(applicationId: $applicationId, search: $search, first: $first, after: $after) {\n      nodes {\n        id\n        name\n        displayName\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      reading\n    }\n  }\n"): (typeof documents)["\n  query Users($applicationId: ID!, $search: String, $first: Int! = 100, $after: String) {\n    users(applicationId: $applicationId, search: $search, first: $first, after: $after) {\n      nodes {\n        id\n        name\n        displayName\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n      reading\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser($applicationId: ID!, $input: CreateUserInput!) {\n    createUser(applicationId: $applicationId, input: $input) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUser($applicationId: ID!, $input: CreateUserInput!) {\n    createUser(applicationId: $applicationId, input: $input) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n      name\n      displayName\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n      name\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateMember($input: CreateMemberInput!) {\n    createMember(input: $input) {\n      password\n      member {\n        id\n        name\n        userName\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateMember($input: CreateMemberInput!) {\n    createMember(input: $input) {\n      password\n      member {\n        id\n        name\n        userName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation IssueToken($applicationId: ID!, $userName: String!, $seconds: Int!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName, seconds: $seconds) {\n      jwt\n      userId\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  mutation IssueToken($applicationId: ID!, $userName: String!, $seconds: Int!) {\n    createAgentToken(applicationId: $applicationId, userName: $userName, seconds: $seconds) {\n      jwt\n      userId\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ClientAddressesFields on ClientAddresses {\n    apiUrl\n    websocketUrl\n    websocketPath\n  }\n"): (typeof documents)["\n  fragment ClientAddressesFields on ClientAddresses {\n    apiUrl\n    websocketUrl\n    websocketPath\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ClientAddressesChanged($applicationId: ID!) {\n    clientAddressesChanged(applicationId: $applicationId) {\n      ...ClientAddressesFields\n    }\n  }\n"): (typeof documents)["\n  subscription ClientAddressesChanged($applicationId: ID!) {\n    clientAddressesChanged(applicationId: $applicationId) {\n      ...ClientAddressesFields\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;