import DataLoader from 'dataloader';
import type { Services } from './services.js';

/** What list fields are read through, within one request: one statement for all nodes of a list. */
export function createLoaders({ accounts, applications, numbers, presets }: Services) {
  return {
    /** An application whose account was checked; null when it has just gone. */
    application: new DataLoader(async (ids: readonly string[]) => {
      const rows = await applications.byIds(ids);
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    }),

    /** The numbers of an application, the first assigned first. */
    numbersOf: new DataLoader(async (applicationIds: readonly string[]) => {
      const rows = await numbers.ofApplications(applicationIds);
      return applicationIds.map((id) => rows.filter((row) => row.applicationId === id));
    }),

    /** Whether a member signs in with a second factor. */
    hasSecondFactor: new DataLoader((memberIds: readonly string[]) => accounts.secondFactor.areOn(memberIds)),

    /** What was saved of an application's presets. */
    savedPresetsOf: new DataLoader((applicationIds: readonly string[]) => presets.saved(applicationIds)),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
