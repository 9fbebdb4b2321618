import { generateKeyPair as generate } from 'node:crypto';
import { promisify } from 'node:util';

/** An RSA key pair of 2048 bits in PEM: ours signs tokens, its public half goes to Vonage. */
export type MakeKeyPair = () => Promise<{ publicKey: string; privateKey: string }>;

/** Passed in, as time is: a quarter of a second of work that whoever tests anything else need not wait for. */
export const generateKeyPair: MakeKeyPair = () =>
  promisify(generate)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
