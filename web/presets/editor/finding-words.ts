import type { TFunction } from 'i18next';
import type { CheckNccoQuery } from '../../generated/graphql';

type Finding = CheckNccoQuery['checkNcco'][number];

/** The message for the finding's code; the server's own in English for an unknown code. */
export function findingSentence({ code, params, message }: Finding, t: TFunction): string {
  const { format, expected } = params as Record<string, string | undefined>;
  return t(`findings.${code}`, {
    ...(params as Record<string, unknown>),
    ...(format && { format: t(`findings.formats.${format}`) }),
    ...(expected && { expected: t(`findings.kinds.${expected}`) }),
    defaultValue: message,
  });
}
