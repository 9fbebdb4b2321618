import { IconDots } from '@tabler/icons-react';
import { type ReactElement, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';

/** What the row's `Menu` receives: its target, and whether it is open. */
export interface OpenRowMenu {
  button: ReactElement;
  opened: boolean;
  onChange: (opened: boolean) => void;
}

interface RowMenuProps {
  /** Accessible name, which names the row. */
  label: string;
  /** Renders the menu and its dialogs. */
  children: (menu: OpenRowMenu) => ReactNode;
}

/** Actions for a row. The menu is created when its button is pressed: a long list has many rows, few are changed. */
export function RowMenu({ label, children }: RowMenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <Wanted label={label}>{children}</Wanted>;
  return <Dots label={label} onClick={() => setWanted(true)} />;
}

function Wanted({ label, children }: RowMenuProps) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // This button replaces the pressed one: the menu returns focus to it when it closes.
  useEffect(() => {
    button.current?.focus({ preventScroll: true });
    setOpened(true);
  }, []);
  return children({ button: <Dots label={label} ref={button} />, opened, onChange: setOpened });
}

function Dots({ label, ...rest }: { label: string; ref?: Ref<HTMLButtonElement>; onClick?: () => void }) {
  return (
    <button type="button" className="dw-dots" aria-label={label} aria-haspopup="menu" {...rest}>
      <IconDots size={18} aria-hidden />
    </button>
  );
}
