import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import { Confirm, type ConfirmProps } from './confirm';

interface AskFirstProps extends Omit<ConfirmProps, 'opened' | 'onClose'> {
  /** Label of the button. */
  label: string;
  /** Accessible name, where the label does not say what the button is about. */
  name?: string;
  size?: ButtonProps['size'];
  className?: string;
}

/** A button that asks before it does something that cannot be undone. */
export function AskFirst({ label, name, size, className, ...confirm }: AskFirstProps) {
  const [asking, setAsking] = useState(false);
  const open = () => setAsking(true);
  return (
    <>
      <Button variant="default" size={size ?? 'sm'} className={className} aria-label={name} onClick={open}>
        {label}
      </Button>
      <Confirm opened={asking} onClose={() => setAsking(false)} {...confirm} />
    </>
  );
}
