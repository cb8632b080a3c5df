import { ResponseBody } from './http/response-body.ts';

/** The serialized `data` of a GraphQL response: the text `{"data":…}`, which is the whole response if there are no errors. */
export class WrittenData extends ResponseBody {}

/** The data of an operation that could not be executed. */
export function nullData(): WrittenData {
  return new WrittenData(Buffer.from('{"data":null}'));
}
