import { ResponseBody } from './http/response-body.ts';

/** The `data` of a GraphQL response, written already: the text `{"data":…}`, which is the whole of an answer without errors. */
export class WrittenData extends ResponseBody {}

/** Where nothing could be executed. */
export function nullData(): WrittenData {
  return new WrittenData(Buffer.from('{"data":null}'));
}
