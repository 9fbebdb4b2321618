import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { graphql } from '../generated/gql';
import { chosenCountry, homeCountry, keepHomeCountry } from '../lib/dial-number';

const HomeCountryDocument = graphql(`
  query HomeCountry($applicationId: ID!) {
    homeCountry(applicationId: $applicationId)
  }
`);

/**
 * The country whose numbers may be typed without a country code, ISO 3166 alpha-2: that of the application's own
 * numbers, unless someone has chosen another one in this browser. While `reading`, the country may still change.
 */
export function useHomeCountry(
  applicationId: string,
): [country: string, choose: (country: string) => void, reading: boolean] {
  const { data, loading } = useQuery(HomeCountryDocument, { variables: { applicationId } });
  const [chosen, setChosen] = useState<string | null>(chosenCountry);
  const choose = (country: string) => {
    keepHomeCountry(country);
    setChosen(country);
  };
  return [chosen ?? homeCountry(data?.homeCountry), choose, loading && chosen === null];
}
