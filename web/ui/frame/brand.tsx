import { Link } from 'react-router';

/** 電話番 Denwaban, top left. The Japanese name is a picture: not every computer has a font for it. */
export function Brand({ to }: { to: string }) {
  return (
    <Link to={to} className="dw-brand" aria-label="電話番 Denwaban">
      <img src="/icon.svg" alt="" width={26} height={26} />
      <span className="dw-brand-ja" />
      <span className="dw-brand-en">Denwaban</span>
    </Link>
  );
}
