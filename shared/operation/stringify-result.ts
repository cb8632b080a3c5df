import type { FormattedExecutionResult } from 'graphql';
import { WrittenData } from '../core/written-data.ts';

/** The text of a result, without the `data` that an engine has written already. */
export function stringifyResult({ data, ...rest }: FormattedExecutionResult): string {
  return JSON.stringify(data instanceof WrittenData || data === undefined ? rest : { ...rest, data });
}

/** Puts the `data` that an engine has written behind the rest of the result. */
export function joinWritten(rest: string, { response }: WrittenData): Buffer {
  if (rest === '{}') return response;
  return Buffer.concat([Buffer.from(`${rest.slice(0, -1)},`), response.subarray(1)]);
}
