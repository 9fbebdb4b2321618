import type { ReactNode } from 'react';

/** Pairs of label and value. @param wide side by side where there is room. */
export function Facts({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return <dl className={wide ? 'dw-facts dw-facts-wide' : 'dw-facts'}>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
