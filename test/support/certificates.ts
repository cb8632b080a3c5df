import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key and its certificate: their files and their content. */
export interface Identity {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly certificate: string;
  readonly key: string;
  /** `sha256/…` of its public key. */
  readonly pin: string;
}

export interface Authority extends Identity {
  issue(name: string): Identity;
}

/** The reason that tests with certificates cannot run; false if they can. */
export const withoutOpenssl: string | false =
  spawnSync('openssl', ['version']).status === 0
    ? false
    : 'openssl, which creates the certificates, is not installed';

/**
 * Creates a certificate authority, which issues certificates for `localhost` and 127.0.0.1; its files are in this
 * folder.
 */
export function certificateAuthority(directory: string, name: string): Authority {
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const newKey = (of: string): void =>
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${of}.key`);
  const identity = (of: string): Identity => {
    const [certificateFile, keyFile] = [join(directory, `${of}.pem`), join(directory, `${of}.key`)];
    const certificate = readFileSync(certificateFile, 'utf8');
    const key = readFileSync(keyFile, 'utf8');
    return { certificateFile, keyFile, certificate, key, pin: pinOf(certificate) };
  };
  newKey(name);
  openssl(...`req -x509 -new -key ${name}.key -out ${name}.pem -days 2 -subj /CN=${name}`.split(' '));
  return {
    ...identity(name),
    issue(of) {
      newKey(of);
      openssl('req', '-new', '-key', `${of}.key`, '-out', `${of}.csr`, '-subj', `/CN=${of}`);
      writeFileSync(join(directory, 'san'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
      const sign = `x509 -req -CA ${name}.pem -CAkey ${name}.key -CAcreateserial -days 2 -extfile san`.split(
        ' ',
      );
      openssl(...sign, '-in', `${of}.csr`, '-out', `${of}.pem`);
      return identity(of);
    },
  };
}

function pinOf(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return `sha256/${createHash('sha256').update(key).digest('base64')}`;
}
