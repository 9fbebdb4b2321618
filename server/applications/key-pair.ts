import { generateKeyPair as generate } from 'node:crypto';
import { promisify } from 'node:util';

/** An RSA key pair of 2048 bits in PEM: the private key signs tokens, the public key goes to Vonage. */
export type MakeKeyPair = () => Promise<{ publicKey: string; privateKey: string }>;

/** Injected like the clock, because it takes a quarter of a second that most tests need not spend. */
export const generateKeyPair: MakeKeyPair = () =>
  promisify(generate)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
