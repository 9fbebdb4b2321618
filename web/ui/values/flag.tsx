import { countryName } from '../../lib/language/format';
import { useLanguage } from '../../lib/language/language';

/** A country's flag; its two letters if the system has no flags. @param country ISO 3166 alpha-2. */
export function Flag({ country }: { country: string }) {
  const language = useLanguage();
  const name = countryName(country, language);
  return (
    <span role="img" className="dw-flag" aria-label={name} title={name}>
      {drawsFlags() ? flagOf(country) : country}
    </span>
  );
}

/** A flag is encoded as two regional indicator letters. */
const FIRST_LETTER = 0x1f1e6;

function flagOf(country: string): string {
  const letters = [...country.toUpperCase()].map((letter) => FIRST_LETTER + letter.charCodeAt(0) - 65);
  return String.fromCodePoint(...letters);
}

let drawn: boolean | undefined;

/** Whether the system draws colored flags, rather than letters or empty boxes. */
function drawsFlags(): boolean {
  drawn ??= hasColour(flagOf('JP'));
  return drawn;
}

function hasColour(text: string): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 20;
  const paper = canvas.getContext('2d', { willReadFrequently: true });
  if (!paper) return false;
  paper.font = '16px sans-serif';
  paper.fillText(text, 0, 16);
  const { data } = paper.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4) if (data[at]! > data[at + 2]! + 60) return true;
  return false;
}
