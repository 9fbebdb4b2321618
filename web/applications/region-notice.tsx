import { useQuery } from '@apollo/client/react';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { useTell } from '../ui/messages/problem-alert';
import { regionName, useChangeRegion } from './regions';

const ProposedRegionsDocument = graphql(`
  query ProposedRegions {
    applications(first: 100) {
      nodes {
        id
        name
        region
        proposedRegion
      }
    }
  }
`);

/** Applications without a region, each with the one that is proposed; empty if there are none. */
export function RegionNotice() {
  const { t } = useTranslation();
  const tell = useTell();
  const { data } = useQuery(ProposedRegionsDocument, { fetchPolicy: 'cache-and-network' });
  const [change, { loading }] = useChangeRegion();
  return data?.applications.nodes.map(({ id, name, region, proposedRegion }) => {
    if (region || !proposedRegion) return null;
    const proposed = regionName(proposedRegion, t);
    return (
      <Alert
        key={id}
        color="yellow"
        icon={<IconMapPin aria-hidden />}
        title={t('applications.noRegionTitle', { name })}
      >
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{t('applications.noRegionHint', { region: proposed })}</Text>
          <Button
            size="compact-sm"
            variant="default"
            loading={loading}
            onClick={() => change({ variables: { applicationId: id, region: proposedRegion } }).catch(tell.problem)}
          >
            {t('applications.useRegion', { region: proposed })}
          </Button>
        </Stack>
      </Alert>
    );
  });
}
