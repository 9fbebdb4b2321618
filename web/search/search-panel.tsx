import '@mantine/spotlight/styles.css';
import { useQuery } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconHash, IconPhoneCall, IconSearch, IconUser } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { readPartOfNumber } from '../../shared/phone-number';
import { useCurrentApplication } from '../applications/current-application';
import { nobodyNamed, outsideParty } from '../calls/calls';
import { graphql } from '../generated/gql';
import { formatMoment, formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import type { MenuEntry } from '../ui/frame/frame';

const FindDocument = graphql(`
  query Find($applicationId: ID!, $text: String!, $number: String, $hasNumber: Boolean!) {
    users(applicationId: $applicationId, search: $text, first: 5) {
      nodes {
        id
        name
        displayName
      }
    }
    calls(applicationId: $applicationId, number: $number, first: 5) @include(if: $hasNumber) {
      nodes {
        id
        direction
        from
        to
        startedAt
      }
    }
  }
`);

interface Found {
  id: string;
  label: string;
  description?: string;
  icon: ReactNode;
  /** Path inside the slot. */
  to: string;
  ownTab?: boolean;
}

const [store, spotlight] = createSpotlight();
/** Milliseconds of quiet before the server is asked. */
const QUIET = 150;
/** Minimum digits for a search by phone number. */
const ENOUGH_DIGITS = 3;

interface SearchPanelProps {
  pages: MenuEntry[];
  /** Opens whenever it changes. */
  opened: number;
}

/** One search field: pages by name, numbers, users and calls. */
export function SearchPanel({ pages, opened }: SearchPanelProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const inSlot = useSlotPath();
  const { application, applications } = useCurrentApplication();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), QUIET);
  const digits = readPartOfNumber(text) ?? '';
  const hasNumber = digits.length >= ENOUGH_DIGITS;
  const { data, previousData, loading } = useQuery(FindDocument, {
    variables: { applicationId: application?.id ?? '', text, number: hasNumber ? digits : null, hasNumber },
    skip: !application || !text,
    fetchPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (opened > 0) spotlight.open();
  }, [opened]);

  const found = text ? (data ?? previousData) : undefined;
  const needle = typed.trim().toLowerCase();
  const numbers = applications.flatMap((one) => one.numbers.map(({ msisdn }) => ({ msisdn, name: one.name })));
  const groups: [string, Found[]][] = [
    [
      t('frame.found.pages'),
      pages
        .filter(({ label, to }) => label.toLowerCase().includes(needle) || to.includes(needle))
        .map(({ to, label, icon: Icon, ownTab }) => ({
          id: `page ${to}`,
          label,
          icon: <Icon size={18} />,
          to,
          ownTab,
        })),
    ],
    [
      t('numbers.title'),
      numbers
        .filter(({ msisdn }) => hasNumber && msisdn.includes(digits))
        .map(({ msisdn, name }) => ({
          id: `number ${msisdn}`,
          label: formatPhone(msisdn),
          description: name,
          icon: <IconHash size={18} />,
          to: 'numbers',
        })),
    ],
    [
      t('users.title'),
      (found?.users.nodes ?? []).map(({ id, name, displayName }) => ({
        id,
        label: name,
        description: displayName ?? undefined,
        icon: <IconUser size={18} />,
        to: `users?search=${encodeURIComponent(name)}`,
      })),
    ],
    [
      t('calls.title'),
      (found?.calls?.nodes ?? []).map((call) => ({
        id: call.id,
        label: formatPhone(outsideParty(call)) || t(nobodyNamed(call.direction)),
        description: formatMoment(call.startedAt, i18n.language),
        icon: <IconPhoneCall size={18} />,
        to: `calls/${call.id}`,
      })),
    ],
  ];
  const shown = groups.filter(([, items]) => items.length > 0);

  function go({ to, ownTab }: Found): void {
    spotlight.close();
    if (ownTab) window.open(inSlot(to), '_blank');
    else navigate(inSlot(to));
  }

  return (
    <Spotlight.Root store={store} query={typed} onQueryChange={setTyped} clearQueryOnClose scrollable maxHeight={420}>
      <Spotlight.Search
        placeholder={t('frame.searchHint')}
        aria-label={t('frame.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {shown.map(([label, items]) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {items.map((item) => (
              <Spotlight.Action
                key={item.id}
                label={item.label}
                description={item.description}
                leftSection={item.icon}
                onClick={() => go(item)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {shown.length === 0 && (
          <Spotlight.Empty>{t(loading ? 'frame.searching' : 'frame.nothingFound', { text: typed })}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
