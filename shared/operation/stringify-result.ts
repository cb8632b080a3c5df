import type { FormattedExecutionResult } from 'graphql';
import { WrittenData } from '../core/written-data.ts';

/** The response body; `data` that an engine has written already is put in as it is. */
export function stringifyResult({ data, ...rest }: FormattedExecutionResult): string {
  if (!(data instanceof WrittenData)) return JSON.stringify(data === undefined ? rest : { ...rest, data });
  const text = JSON.stringify(rest);
  return text === '{}' ? `{"data":${data.text}}` : `${text.slice(0, -1)},"data":${data.text}}`;
}
