/** The kinds of rules for the keys of an NCCO, and helpers that create them. Units are seconds. */
interface Common {
  /** One sentence for the person who writes an NCCO. */
  doc: string;
  required?: true;
  /** Deprecated; what to write instead. */
  deprecated?: string;
  /** The current key that replaces this one; the value is read as if it were there. */
  renamedTo?: string;
}
export interface TextRule extends Common {
  type: 'text';
  oneOf?: readonly string[];
  format?: Format;
  /** A longer text gives a warning; SSML tags are not counted. */
  maxChars?: number;
  /** A longer text is an error. */
  refusedAbove?: number;
  /** A list with a single text is accepted with a warning. */
  orList?: true;
  default?: string;
}
export interface NumberRule extends Common {
  type: 'number';
  whole?: true;
  min: number;
  max?: number;
  /** Vonage uses the nearest allowed value if one is out of range. */
  clamps?: true;
  default?: number;
}
export interface BooleanRule extends Common {
  type: 'boolean';
  default: boolean;
}
export interface ListRule extends Common {
  type: 'list';
  of: Rule;
  min?: number;
  max?: number;
  /** A single item without a list is accepted with a warning. */
  orSingle?: true;
}
export interface ObjectRule extends Common {
  type: 'object';
  keys: Keys;
}
/** An object with any keys. */
export interface OpenRule extends Common {
  type: 'open';
  /** As JSON in UTF-8. */
  maxBytes?: number;
}
/** An object whose `type` says which keys it has. */
export interface EndpointRule extends Common {
  type: 'endpoint';
  of: Record<string, Keys>;
}
export type Rule = TextRule | NumberRule | BooleanRule | ListRule | ObjectRule | OpenRule | EndpointRule;
export type Keys = Record<string, Rule>;

/** Formats of texts; their names in messages are in ncco-findings.ts. */
export const FORMATS = {
  url: /^https?:\/\/[^\s/?#]\S*$/i,
  websocket: /^wss?:\/\/[^\s/?#]\S*$/i,
  sip: /^sips?:\S+$/i,
  /** A plus sign is accepted with a warning. */
  phoneNumber: /^\+?[0-9]{7,15}$/,
  language: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
  key: /^[0-9*#]$/,
  keys: /^[0-9*#p]*$/,
  audio: /^audio\/l16;\s?rate=(8000|16000|24000)$/,
  conversationId: /^CON-\S+$/,
} as const;
export type Format = keyof typeof FORMATS;

export const text = (doc: string): TextRule => ({ type: 'text', doc });
export const oneOf = (allowed: readonly string[], doc: string): TextRule => ({ type: 'text', oneOf: allowed, doc });
export const whole = (min: number, max: number, doc: string): NumberRule => ({
  type: 'number',
  whole: true,
  min,
  max,
  doc,
});
export const flag = (value: boolean, doc: string): BooleanRule => ({ type: 'boolean', default: value, doc });
export const url = (doc: string): TextRule => ({ type: 'text', format: 'url', doc });
export const urls = (doc: string): ListRule => ({ type: 'list', min: 1, max: 1, of: url(doc), doc });
export const legs = (doc: string): ListRule => ({ type: 'list', of: text("A leg's id."), doc });
export const provider = (doc: string) => ({
  provider: text(doc),
  providerOptions: { type: 'open', doc: "The provider's own settings." } as OpenRule,
});
/** Another spelling of a key. */
export const old = <T extends Rule>(rule: T, renamedTo: string): T => ({ ...rule, deprecated: renamedTo, renamedTo });
export const required = <T extends Rule>(rule: T): T & { required: true } => ({ ...rule, required: true });
