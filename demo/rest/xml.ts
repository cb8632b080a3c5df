import type { ServiceResponse } from '../server/call.ts';

/** XML in the encoding of the carrier's old system: one byte a character. */
export function xml(root: string): ServiceResponse {
  const declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>';
  return {
    status: 200,
    headers: { 'content-type': 'application/xml; charset=ISO-8859-1' },
    body: Buffer.from(`${declaration}\n${root}\n`, 'latin1'),
  };
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
