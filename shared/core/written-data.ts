/** The `data` of a GraphQL response, written already: bytes of the text `{"data":…}`. */
export class WrittenData {
  readonly response: Buffer;

  constructor(response: Buffer) {
    this.response = response;
  }
}

/** Where nothing could be executed. */
export function nullData(): WrittenData {
  return new WrittenData(Buffer.from('{"data":null}'));
}
