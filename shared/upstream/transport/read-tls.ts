import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import { readInputFile } from '../../core/runtime/input-file.ts';
import { StartError } from '../../core/start-error.ts';
import type { TlsOptions } from '../upstream-options.ts';
import { checkPinned } from './check-pinned.ts';

/** The TLS options of undici's connections. */
export type SecureConnection = Pick<
  ConnectionOptions,
  'ca' | 'cert' | 'key' | 'servername' | 'checkServerIdentity'
>;

const maxFileBytes = 1024 * 1024;

/** Reads and checks the files. Throws `StartError`, with the setting's key, for an unusable file. */
export function readTls({ setting, ca, certificate, key, serverName, pins }: TlsOptions): SecureConnection {
  if ((certificate === undefined) !== (key === undefined)) {
    const missing = key === undefined ? 'key' : 'certificate';
    throw new StartError({
      key: `${setting}.${missing}`,
      message: 'this setting is required: certificate and key go together',
    });
  }
  const own = certificate === undefined || key === undefined ? {} : readOwn(setting, certificate, key);
  return {
    ...own,
    ...(ca !== undefined && { ca: readPem(`${setting}.ca`, ca, readCertificates).text }),
    ...(serverName !== undefined && { servername: serverName }),
    ...(pins !== undefined && { checkServerIdentity: checkPinned(pins) }),
  };
}

function readOwn(setting: string, certificateFile: string, keyFile: string): SecureConnection {
  const certificate = readPem(`${setting}.certificate`, certificateFile, readCertificates);
  const key = readPem(`${setting}.key`, keyFile, readKey);
  const [leaf] = certificate.content;
  if (leaf?.checkPrivateKey(key.content) !== true)
    throw new StartError({
      file: keyFile,
      key: `${setting}.key`,
      message: `this key does not belong to the certificate in ${certificateFile}`,
    });
  return { cert: certificate.text, key: key.text };
}

interface Pem<Content> {
  readonly text: string;
  readonly content: Content;
}

function readPem<Content>(key: string, file: string, read: (text: string) => Content): Pem<Content> {
  try {
    const text = readInputFile(file, maxFileBytes);
    return { text, content: read(text) };
  } catch (error) {
    if (error instanceof StartError)
      throw new StartError(error.problems.map((problem) => ({ ...problem, key })));
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError({ file, key, message: `the file is not valid PEM of the required kind: ${reason}` });
  }
}

function readCertificates(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error('it has no certificate');
  return blocks.map((block) => new X509Certificate(block));
}

function readKey(text: string): KeyObject {
  return createPrivateKey(text);
}
