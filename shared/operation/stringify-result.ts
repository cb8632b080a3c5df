import type { FormattedExecutionResult } from 'graphql';
import { ResponseBody } from '../core/http/response-body.ts';
import { WrittenData } from '../core/written-data.ts';

/** The text of a result, without the `data` that an engine has written already. */
export function stringifyResult({ data, ...rest }: FormattedExecutionResult): string {
  return JSON.stringify(data instanceof WrittenData || data === undefined ? rest : { ...rest, data });
}

/** Puts the `data` that an engine has written behind the rest of the result. */
export function joinWritten(rest: string, data: WrittenData): ResponseBody {
  if (rest === '{}') return data;
  const joined = Buffer.concat([Buffer.from(`${rest.slice(0, -1)},`), data.take().subarray(1)]);
  data.sent();
  return new ResponseBody(joined);
}
