import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countryName, countryOfPhone, formatPhone } from '../../lib/language/format';
import '../side.css';
import { CallerName, UnsavedNames } from './caller-name';
import type { Caller } from './caller-of-leg';
import { EarlierCalls } from './earlier-calls';
import type { NameDrafts } from './name-drafts';

interface CallerPaneProps {
  applicationId: string;
  caller: Caller | null;
  /** The contact as far as the line knows: a name or a formatted number. */
  other: string | null;
  names: NameDrafts;
}

/** The contact of the current call: name, number, what they called and pressed, earlier calls with their notes. */
export function CallerPane({ applicationId, caller, other, names }: CallerPaneProps) {
  const { t, i18n } = useTranslation();
  const number = caller?.number ?? null;
  const country = number ? countryOfPhone(number) : undefined;
  return (
    <section className="dw-aside-part" aria-labelledby="dw-caller">
      <Title order={2} size="h3" id="dw-caller">
        {t('console.caller')}
      </Title>
      {!other && (
        <Text size="sm" c="dimmed">
          {t('console.callerHint')}
        </Text>
      )}
      {other && !number && <Text fw={600}>{other}</Text>}
      {number && (
        <>
          <CallerName
            key={number}
            applicationId={applicationId}
            number={number}
            name={caller?.contact?.name ?? null}
            names={names}
          />
          <Text size="sm" className="dw-figures">
            {formatPhone(number)}
            {country && ` · ${countryName(country, i18n.language)}`}
          </Text>
        </>
      )}
      {caller && (
        <dl className="dw-caller-facts">
          {caller.called && <Fact name={t('console.called')}>{formatPhone(caller.called)}</Fact>}
          {caller.keys.length > 0 && <Fact name={t('console.pressed')}>{caller.keys.join(' → ')}</Fact>}
        </dl>
      )}
      {caller && <EarlierCalls calls={caller.earlier} />}
      <UnsavedNames applicationId={applicationId} shown={number} names={names} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="dw-figures">{children}</dd>
    </div>
  );
}
