import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.js';
import { readAddress } from '../../server/db/address.js';

const folder = mkdtempSync(join(tmpdir(), 'denwaban-address-'));
const root = join(folder, 'root.pem');
writeFileSync(root, 'a certificate');

function refusal(url: string): string {
  try {
    readAddress(url);
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigError' });
    return (error as Error).message;
  }
  throw new Error(`It was taken: ${url}`);
}

describe('the address of a database', () => {
  it.each([
    // As hosts hand them out.
    ['Neon', 'postgresql://me:pw@ep-cool-1.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require'],
    ['Neon, pooled', 'postgresql://me:pw@ep-cool-1-pooler.aws.neon.tech/neondb?sslmode=require'],
    ['Supabase', 'postgresql://postgres.abc:pw@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true'],
    ['Prisma', 'postgres://me:pw@db:5432/one?pgbouncer=true&connection_limit=1'],
    ['Heroku', 'postgres://uabc:pdef@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d123'],
    ['RDS', `postgres://me:pw@x.abc.eu-west-1.rds.amazonaws.com/one?sslmode=verify-full&sslrootcert=${root}`],
    ['Cloud SQL', 'postgres://me:pw@/one?host=/cloudsql/project:region:instance'],
    ['several', 'postgres://me:pw@a:5432,b:5433/one?target_session_attrs=read-write'],
    [
      'settings',
      'postgres://me:pw@db/one?application_name=phones&connect_timeout=10&options=-c%20search_path%3Dphones',
    ],
    ['IPv6', 'postgres://me:pw@[::1]:5433/one'],
  ])('of %s is understood', (_, url) => {
    expect(readAddress(url).user).toMatch(/^(me|postgres\.abc|uabc)$/);
  });

  it("has libpq's options with libpq's meaning", () => {
    const tls = (query: string) => readAddress(`postgres://me:pw@db.example.com/one${query}`).tls;
    expect(tls('')).toBe('prefer');
    expect(tls('?sslmode=disable')).toBe(false);
    expect(tls('?sslmode=allow')).toBe('prefer');
    expect(tls('?sslmode=require')).toEqual({ rejectUnauthorized: false });
    expect(tls(`?sslmode=require&sslrootcert=${root}`)).toMatchObject({
      rejectUnauthorized: true,
      ca: 'a certificate',
    });
    expect(tls('?sslmode=verify-full')).toMatchObject({ rejectUnauthorized: true });
    expect(tls('?sslmode=require&sslrootcert=system')).toMatchObject({ rejectUnauthorized: true });
    // Nobody may be between us: what cannot be bound to the channel is verified.
    expect(tls('?sslmode=require&channel_binding=require')).toMatchObject({ rejectUnauthorized: true });
    expect(readAddress('postgres://me@a,b:6000/one?port=5433').hosts).toEqual([
      { host: 'a', port: 5433 },
      { host: 'b', port: 6000 },
    ]);
    expect(readAddress('postgres://me:p%40%2Fw@%2Fvar%2Frun/one')).toMatchObject({
      password: 'p@/w',
      hosts: [{ host: '/var/run' }],
      tls: false,
    });
  });

  it.each([
    ['sslmode=no-verify', /sslmode .*disable, allow, prefer, require, verify-ca, verify-full/],
    ['sslmode=disable&channel_binding=require', /channel_binding=require/],
    ['sslrootcert=/nowhere.pem', /sslrootcert.*cannot be read \(ENOENT\)/],
    ['sslcert=/nowhere.pem', /sslcert/],
    ['target_session_attrs=standby', /target_session_attrs.*writes/],
    ['connect_timeout=soon', /connect_timeout.*seconds/],
    ['client_encoding=LATIN1', /client_encoding/],
    ['schema=phones', /has an unknown option: schema.*search_path/],
    ['sslmod=require', /has an unknown option: sslmod\./],
    ['password', /without a value/],
  ])('with ?%s is refused by the name of the option', (query, sentence) => {
    expect(refusal(`postgres://me:hush@db/one?${query}`)).toMatch(sentence);
  });

  it('hides the rest of a password that was cut off by an &', () => {
    expect(refusal('postgres://db/one?user=me&password=hu&sh=')).toMatch(/unknown option: …\. .*write & as %26/);
  });

  it('is never part of an error, however the password is written', () => {
    const password = fc
      .array(fc.constantFrom('/', '#', '?', '@', ':', '%', '&', '=', ' ', 's3cr3t', '%4', '[', '\\'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => `s3cr3t${parts.join('')}`);
    const shape = fc.constantFrom(
      (pw: string) => `postgres://app:${pw}@db.example.com:5432/one`,
      (pw: string) => `postgres://app:${pw}@db.example.com:5432/one?sslmode=none`,
      (pw: string) => `app:${pw}@db.example.com/one`,
      (pw: string) => `postgres//app:${pw}@db/one`,
      (pw: string) => `postgres://db/one?user=app&password=${pw}&x=y`,
      (pw: string) => `jdbc:postgresql://db/one?password=${pw}`,
      (pw: string) => `mysql://app:${pw}@db/one`,
    );
    fc.assert(
      fc.property(password, shape, fc.constantFrom('DATABASE_URL', 'PUBLIC_URL', 'VONAGE_API_URL'), (pw, of, name) => {
        try {
          const config = readConfig({
            DATABASE_URL: 'postgres://a@b/c',
            APP_SECRET: 'long enough for a test',
            [name]: of(pw),
          });
          readAddress(config.databaseUrl!);
        } catch (error) {
          expect((error as Error).message).not.toContain('s3cr3t');
          expect((error as Error).name).toBe('ConfigError');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a setting that cannot work', () => {
  it.each([
    [
      { PUBLIC_URL: 'https://example.org/phone', TRUST_PROXY: '1' },
      /^PUBLIC_URL is .*without a path, such as https:\/\/example\.org:/,
    ],
    [{ PUBLIC_URL: 'http://example.org/?x=1' }, /^PUBLIC_URL must be an address without a user, a \? or a #/],
    [{ PUBLIC_URL: 'http://example.org/#x' }, /^PUBLIC_URL must/],
    [{ PUBLIC_URL: 'http://me:hush@example.org' }, /^PUBLIC_URL must be/],
    [{ PUBLIC_URL: 'http://0.0.0.0:4000' }, /^PUBLIC_URL .*0\.0\.0\.0 isn’t one/],
    [{ PUBLIC_URL: 'http://*.example.org' }, /^PUBLIC_URL /],
    [{ HOST: '0.0.0.0:4000' }, /^HOST is "0\.0\.0\.0:4000"; .*PORT/],
    [{ HOST: 'http://localhost' }, /^HOST is/],
    [{ DATABASE_DIRECT_URL: 'postgres://me@db/one' }, /^DATABASE_DIRECT_URL is set without DATABASE_URL/],
    [{ VONAGE_API_URL: 'https://api.example.com/?x' }, /^VONAGE_API_URL must/],
    [{ PORT: '4000', SIMULATOR_PORT: '4000' }, /^SIMULATOR_PORT is 4000, and so is PORT/],
  ])('is refused in a sentence: %j', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence);
  });

  it('is not a trailing slash', () => {
    expect(readConfig({ PUBLIC_URL: 'http://Example.org:80//' }).publicUrl).toBe('http://example.org');
    expect(readConfig({ HOST: '::1' }).host).toBe('::1');
  });
});
