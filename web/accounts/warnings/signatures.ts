import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import type { SignaturesFragment } from '../../generated/graphql';
import { formatMoment } from '../../lib/language/format';
import { useLanguage } from '../../lib/language/language';

export const Signatures = graphql(`
  fragment Signatures on Account {
    id
    signatureSecretKnown
    signatureVerifiedAt
    signatureRefusedAt
    signatureRefusal
  }
`);

/** @returns when a webhook's signature was last verified or refused, and what to do */
export function useSignatureSentence(account: Omit<SignaturesFragment, '__typename'>): string {
  const { t } = useTranslation();
  const language = useLanguage();
  const { signatureSecretKnown, signatureVerifiedAt, signatureRefusedAt, signatureRefusal } = account;
  const at = (when: string | null) => ({ when: when ? formatMoment(when, language) : '' });
  if (!signatureSecretKnown) return t('signatures.unknown');
  if (signatureRefusal) {
    return t([`signatures.refused.${signatureRefusal}`, 'signatures.refused.other'], at(signatureRefusedAt));
  }
  return signatureVerifiedAt ? t('signatures.verified', at(signatureVerifiedAt)) : t('signatures.untested');
}
