import { Burger, Group, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useLive } from '../../lib/live/live';
import { useSlotPath } from '../../lib/slot';
import { Brand } from './brand';
import './frame.css';
import { Preferences } from './preferences';

export interface MenuEntry {
  /** Path inside the slot. */
  to: string;
  label: string;
  icon: ComponentType<{ size?: number }>;
  /** Opens in a new tab. */
  ownTab?: boolean;
}

/** Pages for one kind of work. */
export interface MenuGroup {
  title: string;
  entries: MenuEntry[];
}

interface FrameProps {
  menu: MenuGroup[];
  /** The current application. */
  switcher?: ReactNode;
  search?: ReactNode;
  /** The signed-in person. */
  person?: ReactNode;
  /** Shown on phones, where the menu is hidden: the balance. */
  brief?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}

const MAIN = 'page';

/** The frame of every page: brand, application, search, person at the top; the menu on the left, a drawer on phones. */
export function Frame({ menu, switcher, search, person, brief, foot, children }: FrameProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { pathname } = useLocation();
  // The drawer is open on one page only: navigating closes it.
  const [openOn, setOpenOn] = useState<string>();
  const opened = openOn === pathname;
  const close = () => setOpenOn(undefined);
  useEffect(() => {
    // An Escape that cancels an input method's composition must not close anything.
    const onKey = ({ key, isComposing }: KeyboardEvent) => key === 'Escape' && !isComposing && setOpenOn(undefined);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className="dw-frame">
      <a href={`#${MAIN}`} className="dw-skip">
        {t('frame.skip')}
      </a>
      <header className="dw-header dw-frame-header">
        <Burger
          opened={opened}
          onClick={() => (opened ? close() : setOpenOn(pathname))}
          hiddenFrom="sm"
          size="sm"
          aria-label={t('frame.menu')}
          aria-expanded={opened}
        />
        <Brand to={inSlot('')} />
        <Group gap="sm" visibleFrom="sm" wrap="nowrap">
          {switcher}
        </Group>
        <Group gap="xs" ml="auto" wrap="nowrap">
          {search}
          <Live />
          <Text size="sm" hiddenFrom="sm" className="dw-figures" component="div">
            {brief}
          </Text>
          <Group gap={4} visibleFrom="sm">
            <Preferences />
          </Group>
          {person}
        </Group>
      </header>
      {opened && <div className="dw-scrim" onClick={close} aria-hidden />}
      <nav className="dw-navbar" aria-label={t('frame.menu')} data-opened={opened || undefined}>
        <div className="dw-navbar-phone">
          {switcher}
          <Preferences />
        </div>
        <div className="dw-navbar-entries">
          <Menu groups={menu} />
        </div>
        {foot && <div className="dw-navbar-foot">{foot}</div>}
      </nav>
      <Main>{children}</Main>
    </div>
  );
}

/** The page content. After navigating by menu, focus moves here. */
function Main({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  // A page's own tabs are deeper in the path, and keep the focus.
  const place = pathname.split('/', 4).join('/');
  const main = useRef<HTMLElement>(null);
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return (
    <main id={MAIN} ref={main} tabIndex={-1} className="dw-main dw-frame-main">
      {children}
    </main>
  );
}

function Menu({ groups }: { groups: MenuGroup[] }) {
  const inSlot = useSlotPath();
  const { pathname } = useLocation();
  const isHere = ({ to, ownTab }: MenuEntry) => {
    const path = inSlot(to).replace(/\/$/, '');
    return !ownTab && (pathname.replace(/\/$/, '') === path || (to !== '' && pathname.startsWith(`${path}/`)));
  };
  // Of a page and a page within it, the inner one is the current one.
  const here = groups
    .flatMap(({ entries }) => entries.filter(isHere))
    .reduce<MenuEntry | undefined>(
      (best, entry) => (best && best.to.length > entry.to.length ? best : entry),
      undefined,
    );
  return groups.map(({ title, entries }) => <Entries key={title} title={title} entries={entries} here={here?.to} />);
}

function Entries({ title, entries, here }: MenuGroup & { here: string | undefined }) {
  const inSlot = useSlotPath();
  const id = useId();
  return (
    <div className="dw-menu-group">
      <div id={id} className="dw-menu-title">
        {title}
      </div>
      <ul aria-labelledby={id} className="dw-menu">
        {entries.map(({ to, label, icon: Icon, ownTab }) => (
          <li key={to}>
            <Link
              to={inSlot(to)}
              className="dw-entry"
              aria-current={to === here ? 'page' : undefined}
              target={ownTab ? '_blank' : undefined}
            >
              <Icon size={18} aria-hidden />
              <span>{label}</span>
              {ownTab && <IconExternalLink size={14} aria-hidden />}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Live() {
  const { t } = useTranslation();
  const live = useLive();
  if (live === 'quiet') return null;
  return (
    <Group
      gap={6}
      wrap="nowrap"
      className="dw-live"
      data-state={live}
      role="status"
      title={t(`frame.${live}Hint`)}
      aria-label={t(`frame.${live}`)}
    >
      <span className="dw-dot" aria-hidden />
      <Text size="sm" visibleFrom={live === 'live' ? 'md' : undefined}>
        {t(`frame.${live}`)}
      </Text>
    </Group>
  );
}

/** The header of pages without a menu: phone, console, sign-in. */
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
