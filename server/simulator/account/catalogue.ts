/** A number that can be rented. Prices are in EUR, as text, as in the Numbers API. */
export interface CatalogueNumber {
  country: string;
  /** E.164 digits without `+`. */
  msisdn: string;
  type: 'landline' | 'mobile-lvn' | 'landline-toll-free';
  features: string[];
  /** Monthly. */
  cost: string;
  /** One-time fee. */
  initialPrice: string;
}

interface Range extends Omit<CatalogueNumber, 'msisdn'> {
  prefix: string;
  /** First and last value of the digits after the prefix. */
  from: string;
  to: string;
}

type Price = [cost: string, initialPrice: string];

function ranges(
  country: string,
  type: CatalogueNumber['type'],
  features: string[],
  [cost, initialPrice]: Price,
  list: [prefix: string, from: string, to: string][],
): Range[] {
  return list.map(([prefix, from, to]) => ({ country, type, features, cost, initialPrice, prefix, from, to }));
}

const VOICE = ['VOICE'];
const SMS_VOICE = ['SMS', 'VOICE'];

/** Single numbers, not a range. */
const GERMAN_MOBILES = [
  '4915228817386',
  '4915228895456',
  '4915254599371',
  '491729925904',
  '491729968532',
  '491729973185',
  '491729973186',
  '491729980752',
  '491749091317',
  '491749464308',
];

/**
 * Numbers that countries reserve for films and examples: Ofcom (GB), the North American Numbering Plan (US), the
 * Bundesnetzagentur (DE) and Arcep (FR). Japan reserves none; ours begin with a 0 after the area code, which real
 * numbers never do. 447700900000 to 447700900099 are left to simulated handsets. The prices are made up.
 */
const RANGES: Range[] = [
  ...ranges('GB', 'mobile-lvn', SMS_VOICE, ['1.25', '1.25'], [['447700900', '100', '999']]),
  ...ranges(
    'GB',
    'landline',
    VOICE,
    ['1.00', '1.00'],
    [
      ['441632960', '000', '999'],
      ['442079460', '000', '999'],
    ],
  ),
  ...ranges('GB', 'landline-toll-free', VOICE, ['8.50', '0.00'], [['448081570', '000', '999']]),
  ...ranges(
    'US',
    'mobile-lvn',
    ['SMS', 'MMS', 'VOICE'],
    ['0.98', '0.00'],
    ['206', '212', '305', '312', '415', '617', '702', '713'].map((area) => [`1${area}55501`, '00', '99']),
  ),
  ...ranges('US', 'landline-toll-free', SMS_VOICE, ['1.80', '0.00'], [['1800555', '0199', '0199']]),
  ...ranges(
    'JP',
    'landline',
    VOICE,
    ['4.50', '4.50'],
    [
      ['8130000', '0000', '0499'],
      ['8160000', '0000', '0499'],
    ],
  ),
  ...ranges('JP', 'mobile-lvn', VOICE, ['11.00', '11.00'], [['8190000', '00000', '00299']]),
  ...ranges(
    'DE',
    'mobile-lvn',
    SMS_VOICE,
    ['2.75', '2.75'],
    [['49176040690', '00', '99'], ...GERMAN_MOBILES.map((number): [string, string, string] => [number, '', ''])],
  ),
  ...ranges(
    'DE',
    'landline',
    VOICE,
    ['1.50', '1.50'],
    [
      ['493023125', '000', '999'],
      ['494066969', '000', '999'],
      ['492214710', '000', '999'],
      ['496990009', '000', '999'],
      ['498999998', '000', '999'],
    ],
  ),
  ...ranges('FR', 'mobile-lvn', SMS_VOICE, ['3.00', '3.00'], [['3363998', '0000', '0999']]),
  ...ranges(
    'FR',
    'landline',
    VOICE,
    ['1.10', '1.10'],
    ['19900', '26191', '35301', '46571', '53649'].map((prefix) => [`33${prefix}`, '0000', '0499']),
  ),
];

function* numbersOf({ prefix, from, to, ...offer }: Range): Generator<CatalogueNumber> {
  for (let next = Number(from); next <= Number(to); next += 1) {
    const digits = from === '' ? '' : String(next).padStart(from.length, '0');
    yield { ...offer, msisdn: prefix + digits };
  }
}

/** Every number that exists in the simulator, by its digits; the same on every machine and in every run. */
export const CATALOGUE: ReadonlyMap<string, CatalogueNumber> = new Map(
  RANGES.flatMap((range) => [...numbersOf(range)].map((number) => [number.msisdn, number])),
);
