/** The `data` of a GraphQL response that is JSON text already. */
export class WrittenData {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
