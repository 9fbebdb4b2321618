import { Link } from 'react-router';

/** 電話番 Denwaban, top left. */
export function Brand({ to }: { to: string }) {
  return (
    <Link to={to} className="dw-brand">
      <img src="/icon.svg" alt="" width={26} height={26} />
      <span lang="ja" className="dw-brand-ja">
        電話番
      </span>
      <span className="dw-brand-en">Denwaban</span>
    </Link>
  );
}
