import { Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onDemand } from '../lib/wanted';
import type { MenuEntry } from '../ui/frame/frame';

const [SearchPanel, useWanted] = onDemand<{ pages: MenuEntry[]; opened: number }>(
  async () => (await import('./search-panel')).SearchPanel,
);

/** Finds any page, number, user or call: by a click, or with Ctrl+K from anywhere. */
export function SearchButton({ pages }: { pages: MenuEntry[] }) {
  const { t } = useTranslation();
  const { wanted, reach } = useWanted();
  const [opened, setOpened] = useState(0);
  const { onClick: want } = reach;

  function open(): void {
    want();
    setOpened((times) => times + 1);
  }

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.isComposing || event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey)
        return;
      event.preventDefault();
      open();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  return (
    <>
      <UnstyledButton
        className="dw-search"
        onPointerEnter={reach.onPointerEnter}
        onFocus={reach.onFocus}
        onClick={open}
        title={t('frame.searchHint')}
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={18} aria-hidden />
        <span className="dw-search-word">{t('frame.search')}</span>
        <Kbd size="xs" aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <Suspense>{wanted && <SearchPanel pages={pages} opened={opened} />}</Suspense>
    </>
  );
}
