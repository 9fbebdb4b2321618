import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanUp } from './clean-up.js';
import type { RentedNumber } from './rented-number.js';
import type { Report } from './report.js';

type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

/** The application that the doctor makes for itself. */
export interface OwnApplication {
  id: string;
  vonageId: string;
  region: string | null;
  /** Settings of the Client SDK; null = its own defaults. */
  client: object | null;
  eventUrl: string;
  privateKey: string;
}

/** Its name in the app and at Vonage, by which one that was left behind is found again. */
export const APPLICATION_NAME = 'Denwaban doctor';
/** The agent of the doctor's calls. */
export const AGENT = 'doctor';
const TASK_MS = 60_000;

const APPLICATIONS = /* GraphQL */ `
  query DoctorApplications { applications(first: 100) { nodes { id name } } }
`;
const CREATE_APPLICATION = /* GraphQL */ `
  mutation DoctorApplication($input: CreateApplicationInput!) {
    createApplication(input: $input) {
      id vonageId region eventUrl privateKey
      client { apiUrl websocketUrl websocketPath }
    }
  }
`;
const CREATE_USER = /* GraphQL */ `
  mutation DoctorUser($applicationId: ID!, $input: CreateUserInput!) {
    createUser(applicationId: $applicationId, input: $input) { id }
  }
`;
const DELETE_APPLICATION = /* GraphQL */ `
  mutation DeleteDoctor($id: ID!) {
    deleteApplication(id: $id, input: { deleteAtVonage: true, deleteUsers: true }) { id }
  }
`;
const TASK = /* GraphQL */ `
  query DoctorTask($id: ID!) { task(id: $id) { state problem { message } deleteReport { leftAtVonage } } }
`;
const CHANGE_REGION = /* GraphQL */ `
  mutation DoctorMoves($id: ID!, $region: String!) { changeRegion(applicationId: $id, region: $region) { id } }
`;
const NUMBERS = /* GraphQL */ `
  query DoctorNumbers {
    numbers(first: 100) { nodes { msisdn canVoice linkedElsewhere application { id } } }
  }
`;
const OFFERED = /* GraphQL */ `
  query DoctorOffers($country: String!) {
    availableNumbers(country: $country, first: 1) { nodes { msisdn country monthlyPrice setUpPrice } }
  }
`;
const RENT = /* GraphQL */ `
  mutation DoctorRents($input: RentNumberInput!) { rentNumber(input: $input) { msisdn } }
`;
const CANCEL = 'mutation DoctorCancels($msisdn: String!) { cancelNumber(msisdn: $msisdn) { msisdn } }';
export const ASSIGN = /* GraphQL */ `
  mutation DoctorAssigns($input: AssignNumberInput!) { assignNumber(input: $input) { msisdn } }
`;
export const UNASSIGN = 'mutation DoctorUnassigns($msisdn: String!) { unassignNumber(msisdn: $msisdn) { msisdn } }';

/** Deletes an application and waits for it. @throws Error with the reason */
export async function remove(ask: Ask, id: string): Promise<void> {
  const { deleteApplication } = await ask<{ deleteApplication: { id: string } }>(DELETE_APPLICATION, { id });
  const problem = await endOf(ask, deleteApplication.id);
  if (problem) throw new Error(problem);
}

/** Moves an application and waits for it. @returns why it failed; null if it did not */
export async function changeRegion(ask: Ask, id: string, region: string): Promise<string | null> {
  const { changeRegion } = await ask<{ changeRegion: { id: string } }>(CHANGE_REGION, { id, region });
  return endOf(ask, changeRegion.id);
}

/** Waits for the end of a task. @returns why it failed; null if it did not */
async function endOf(ask: Ask, id: string): Promise<string | null> {
  for (const until = Date.now() + TASK_MS; Date.now() < until; await sleep(200)) {
    const { task } = await ask<{ task: { state: string; problem: { message: string } | null } }>(TASK, { id });
    if (task.state === 'DONE') return null;
    if (task.state !== 'RUNNING') return task.problem?.message ?? task.state;
  }
  return 'It takes too long.';
}

/** What an earlier run that was killed has left. */
export async function removeLeftovers(ask: Ask, report: Report): Promise<void> {
  const { applications } = await ask<{ applications: { nodes: { id: string; name: string }[] } }>(APPLICATIONS);
  for (const { id, name } of applications.nodes) {
    if (name !== APPLICATION_NAME) continue;
    await remove(ask, id);
    report.note('own.leftover');
  }
}

/** Makes the doctor's application with its agent. @param region null = Vonage chooses */
export async function makeApplication(ask: Ask, cleanUp: CleanUp, region: string | null): Promise<OwnApplication> {
  const input = { name: APPLICATION_NAME, ...(region && { region }) };
  const { createApplication: made } = await ask<{ createApplication: OwnApplication }>(CREATE_APPLICATION, { input });
  cleanUp.add(`${APPLICATION_NAME} (${made.vonageId})`, () => remove(ask, made.id));
  await ask(CREATE_USER, { applicationId: made.id, input: { name: AGENT } });
  return made;
}

interface OwnedNumber {
  msisdn: string;
  canVoice: boolean;
  linkedElsewhere: string | null;
  application: { id: string } | null;
}

export interface NumberOffer {
  msisdn: string;
  country: string;
  monthlyPrice: string;
  setUpPrice: string;
}

/** A number that belongs to no application, if there is one; first of all one that an earlier run has rented. */
export async function spareNumber(ask: Ask, rentedBefore: string | null): Promise<string | null> {
  const { numbers } = await ask<{ numbers: { nodes: OwnedNumber[] } }>(NUMBERS);
  const spare = numbers.nodes.filter((one) => one.canVoice && !one.application && !one.linkedElsewhere);
  return (spare.find(({ msisdn }) => msisdn === rentedBefore) ?? spare[0])?.msisdn ?? null;
}

/** A number that could be rented, with its price; null if there is none. */
export async function offerOf(ask: Ask, country: string): Promise<NumberOffer | null> {
  const { availableNumbers } = await ask<{ availableNumbers: { nodes: NumberOffer[] } }>(OFFERED, { country });
  return availableNumbers.nodes[0] ?? null;
}

/** Lends a spare number to the doctor's application, and gives it back afterwards. */
export async function lendNumber(ask: Ask, cleanUp: CleanUp, applicationId: string, msisdn: string): Promise<void> {
  cleanUp.add(`+${msisdn}`, () => ask(UNASSIGN, { msisdn }));
  await ask(ASSIGN, { input: { applicationId, msisdn } });
}

/** Rents a number for the doctor's application. @throws OwnerError if it cannot be rented */
export async function rentNumber(ask: Ask, applicationId: string, offer: NumberOffer): Promise<void> {
  const { msisdn, country, monthlyPrice } = offer;
  await ask(RENT, { input: { msisdn, country, monthlyPrice, applicationId } });
}

/** Cancels a rented number at the end. */
export function cancelLater(ask: Ask, cleanUp: CleanUp, rented: RentedNumber, msisdn: string): void {
  cleanUp.add(`+${msisdn}`, async () => {
    await ask(CANCEL, { msisdn });
    rented.forget();
  });
}
