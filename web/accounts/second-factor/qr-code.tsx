import { encode } from 'uqr';
import '../accounts.css';

/** White modules around the code. */
const MARGIN = 1;

/** A QR code, dark on light whatever the page's colors are. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: MARGIN });
  const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <div className="dw-qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path d={dark} fill="#000" />
      </svg>
    </div>
  );
}
