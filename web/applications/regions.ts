import { useMutation } from '@apollo/client/react';
import type { TFunction } from 'i18next';
import { isRegion, REGIONS } from '../../shared/regions';
import { graphql } from '../generated/gql';
import { awaited, TasksDocument } from '../tasks/tasks';

const ChangeRegionDocument = graphql(`
  mutation ChangeRegion($applicationId: ID!, $region: String!) {
    changeRegion(applicationId: $applicationId, region: $region) {
      id
    }
  }
`);

/** Moves an application; the tasks show how far it is, and tell when it is done. */
export const useChangeRegion = () =>
  useMutation(ChangeRegionDocument, {
    update: (_, { data }) => data && awaited.add(data.changeRegion.id),
    refetchQueries: [TasksDocument],
  });

/** Name of a region; one that we do not know is shown as it is. */
export const regionName = (region: string, t: TFunction): string =>
  isRegion(region) ? t(`applications.regions.${region}`) : region;

/** Regions to choose from. */
export const regionOptions = (t: TFunction) =>
  REGIONS.map((region) => ({ value: region, label: regionName(region, t) }));
