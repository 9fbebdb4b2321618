import { AppShell, Burger, Divider, Group, NavLink, Text, Tooltip } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink as RouterNavLink, useLocation } from 'react-router';
import { useLive } from '../lib/live';
import { useSlotPath } from '../lib/slot';
import { Brand } from './brand';
import { Preferences } from './preferences';

export interface MenuEntry {
  /** Path inside the slot. */
  to: string;
  label: string;
  icon: ComponentType<{ size?: number }>;
  /** Opens in a tab of its own. */
  ownTab?: boolean;
}

interface FrameProps {
  menu: MenuEntry[];
  tools: MenuEntry[];
  /** Which application the page is about. */
  switcher?: ReactNode;
  /** Who is signed in. */
  person?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}

/** What surrounds every page: brand, application, person at the top; the menu at the left, a drawer on a phone. */
export function Frame({ menu, tools, switcher, person, foot, children }: FrameProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { pathname } = useLocation();
  // The drawer is open on one page only: going somewhere closes it.
  const [openOn, setOpenOn] = useState<string>();
  const opened = openOn === pathname;
  const toggle = () => setOpenOn(opened ? undefined : pathname);

  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: !opened } }}>
      <AppShell.Header className="dw-header">
        <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('frame.menu')} />
        <Brand to={inSlot('')} />
        <Group gap="sm" visibleFrom="sm" wrap="nowrap">
          {switcher}
        </Group>
        <Group gap="xs" ml="auto" wrap="nowrap">
          <Live />
          <Preferences />
          {person}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="dw-navbar" aria-label={t('frame.menu')}>
        <AppShell.Section hiddenFrom="sm" mb="sm">
          {switcher}
        </AppShell.Section>
        <AppShell.Section grow>
          <Entries entries={menu} />
          <Divider my="sm" />
          <Entries entries={tools} />
        </AppShell.Section>
        {foot && <AppShell.Section className="dw-navbar-foot">{foot}</AppShell.Section>}
      </AppShell.Navbar>
      <AppShell.Main className="dw-main">{children}</AppShell.Main>
    </AppShell>
  );
}

function Entries({ entries }: { entries: MenuEntry[] }) {
  const inSlot = useSlotPath();
  const { pathname } = useLocation();
  return entries.map(({ to, label, icon: Icon, ownTab }) => {
    const path = inSlot(to);
    const active =
      !ownTab && (to === '' ? pathname.replace(/\/$/, '') === path.replace(/\/$/, '') : pathname.startsWith(path));
    return (
      <NavLink
        key={to}
        component={RouterNavLink}
        to={path}
        end
        label={label}
        leftSection={<Icon size={18} />}
        active={active}
        {...(ownTab && { target: '_blank', rightSection: <IconExternalLink size={14} aria-hidden /> })}
      />
    );
  });
}

function Live() {
  const { t } = useTranslation();
  const live = useLive();
  if (live === 'quiet') return null;
  return (
    <Tooltip label={t(`frame.${live}Hint`)}>
      <Group gap={6} wrap="nowrap" className="dw-live" data-state={live} role="status">
        <span className="dw-dot" aria-hidden />
        <Text size="sm" visibleFrom="xs">
          {t(`frame.${live}`)}
        </Text>
      </Group>
    </Tooltip>
  );
}

/** The top of pages that stand alone: phone, console, sign in. */
export function Top({ home, title, children }: { home: string; title?: string; children?: ReactNode }) {
  return (
    <header className="dw-header dw-top">
      <Brand to={home} />
      {title && (
        <Text fw={600} visibleFrom="xs">
          {title}
        </Text>
      )}
      <Group gap="xs" ml="auto" wrap="nowrap">
        <Preferences />
        {children}
      </Group>
    </header>
  );
}
