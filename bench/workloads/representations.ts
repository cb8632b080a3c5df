/** `[{ __typename, …fields }]`: the form in which a gateway sends entities to a subgraph. */
export function representations<Item, Field extends keyof Item & string>(
  typename: string,
  items: Iterable<Item>,
  ...fields: readonly Field[]
): Record<string, unknown>[] {
  return Array.from(items, (item) => ({
    __typename: typename,
    ...Object.fromEntries(fields.map((field) => [field, item[field]])),
  }));
}
