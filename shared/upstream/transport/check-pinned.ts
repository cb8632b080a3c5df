import { createHash, X509Certificate } from 'node:crypto';
import { checkServerIdentity, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';

type CheckServerIdentity = (host: string, certificate: PeerCertificate) => Error | undefined;

/** Checks the server's name as usual, and one of the pins (RFC 7469, section 2.4) for its key or that of one of its issuers. */
export function checkPinned(pins: readonly string[]): CheckServerIdentity {
  return (host, certificate) =>
    checkServerIdentity(host, certificate) ??
    (chainOf(certificate).some((key) => pins.includes(key))
      ? undefined
      : new Error('the certificate has none of the pinned keys'));
}

/**
 * Returns the pins of the certificate and its issuers. A server may send any certificates beside its own: only those that
 * signed it count.
 */
function chainOf(certificate: PeerCertificate | DetailedPeerCertificate): string[] {
  const pins: string[] = [];
  let at: PeerCertificate | DetailedPeerCertificate = certificate;
  let current = new X509Certificate(at.raw);
  pins.push(pinOf(current));
  while ('issuerCertificate' in at && at.issuerCertificate !== undefined && at.issuerCertificate !== at) {
    at = at.issuerCertificate;
    const issuer = new X509Certificate(at.raw);
    if (!current.checkIssued(issuer) || !current.verify(issuer.publicKey)) break;
    pins.push(pinOf(issuer));
    current = issuer;
  }
  return pins;
}

function pinOf({ publicKey }: X509Certificate): string {
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return `sha256/${createHash('sha256').update(key).digest('base64')}`;
}
