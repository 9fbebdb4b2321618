import '@mantine/spotlight/styles.css';
import { useQuery } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconHash, IconPhoneCall, IconSearch, IconUser } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
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
  query Find($applicationId: ID!, $text: String!, $hasParty: Boolean!) {
    users(applicationId: $applicationId, search: $text, first: 5) {
      nodes {
        id
        name
        displayName
      }
    }
    calls(applicationId: $applicationId, number: $text, first: 5) @include(if: $hasParty) {
      nodes {
        id
        direction
        from
        to
        contact {
          id
          name
        }
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
  /** Found by the server for an earlier text. */
  outdated?: boolean;
}

const [store, spotlight] = createSpotlight();
/** Milliseconds of quiet before the server is asked. */
const QUIET = 150;
/** Minimum digits for a search by phone number, and letters for one by name. */
const ENOUGH = { digits: 3, letters: 2 };

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
  /** What was typed when Enter was pressed before its hits were there. */
  const [awaited, setAwaited] = useState<string | null>(null);
  const [text] = useDebouncedValue(typed.trim(), QUIET);
  const digits = readPartOfNumber(typed) ?? '';
  const hasNumber = digits.length >= ENOUGH.digits;
  const { data, previousData, loading } = useQuery(FindDocument, {
    variables: { applicationId: application?.id ?? '', text, hasParty: isParty(text) },
    skip: !application || !text,
    fetchPolicy: 'cache-and-network',
  });
  const outdated = Boolean(application) && (text !== typed.trim() || data === undefined);
  useEffect(() => {
    if (opened > 0) spotlight.open();
  }, [opened]);

  const found = text ? (data ?? previousData) : undefined;
  const needle = plain(typed);
  const numbers = applications.flatMap((one) => one.numbers.map(({ msisdn }) => ({ msisdn, name: one.name })));
  const groups: [string, Found[]][] = [
    [
      t('frame.found.pages'),
      pages
        .filter(({ label, to }) => plain(label).includes(needle) || to.includes(needle))
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
        outdated,
      })),
    ],
    [
      t('calls.title'),
      (found?.calls?.nodes ?? []).map((call) => {
        const number = formatPhone(outsideParty(call)) || t(nobodyNamed(call.direction));
        const at = formatMoment(call.startedAt, i18n.language);
        return {
          id: call.id,
          label: call.contact?.name ?? number,
          description: call.contact ? `${number} · ${at}` : at,
          icon: <IconPhoneCall size={18} />,
          to: `calls/${call.id}`,
          outdated,
        };
      }),
    ],
  ];
  const shown = groups.filter(([, items]) => items.length > 0);
  const first = shown[0]?.[1][0];

  function go({ to, ownTab }: Found): void {
    setAwaited(null);
    spotlight.close();
    if (ownTab) window.open(inSlot(to), '_blank');
    else navigate(inSlot(to));
  }

  /** Enter opens no hit of an earlier text; a click opens what was clicked. */
  function choose(item: Found, byKeyboard: boolean): void {
    if (!byKeyboard || !item.outdated) go(item);
  }

  function onKeyDown({ key, nativeEvent }: KeyboardEvent): void {
    const waits = key === 'Enter' && !nativeEvent.isComposing && outdated && (!first || first.outdated === true);
    setAwaited(waits ? typed : null);
  }

  useEffect(() => {
    if (awaited === null || outdated) return;
    setAwaited(null);
    if (first && awaited === typed) go(first);
  });

  return (
    <Spotlight.Root store={store} query={typed} onQueryChange={setTyped} clearQueryOnClose scrollable maxHeight={420}>
      <Spotlight.Search
        placeholder={t('frame.searchHint')}
        aria-label={t('frame.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        onKeyDown={onKeyDown}
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
                closeSpotlightOnTrigger={false}
                // Enter arrives as a click of no mouse button.
                onClick={({ detail }) => choose(item, detail === 0)}
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

/** In small letters, and full-width ones as plain ones. */
const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Whether calls are looked for: by enough of a number, or of a name. */
function isParty(text: string): boolean {
  const digits = readPartOfNumber(text);
  if (digits !== undefined) return digits.length >= ENOUGH.digits;
  return /\p{L}/u.test(text) && text.length >= ENOUGH.letters;
}
