import { type GraphQLSchema, validate } from 'graphql';
import type { Problem } from '../../core/start-error.ts';
import type { TrustedDocument } from './trusted-document.ts';

/** What about one document does not fit the schema, for each file that has it; empty when it fits. */
export function misfits(same: readonly TrustedDocument[], schema: GraphQLSchema): Problem[] {
  const [first] = same;
  if (first === undefined) return [];
  const errors = validate(schema, first.document);
  if (errors.length === 0) return [];
  const places = new Map(same.map((document) => [document.file, document]));
  return [...places.values()].flatMap(({ file, from, operationName }) =>
    errors.map(({ message, locations }) =>
      // A line of a manifest's document is not a line of the manifest.
      from.version === undefined
        ? { file, line: locations?.[0]?.line, message }
        : { file, message: `${operationName ?? 'the operation without a name'}: ${message}` },
    ),
  );
}

/** The operations by their documents. */
export function byDocument(documents: readonly TrustedDocument[]): TrustedDocument[][] {
  const groups = new Map<unknown, TrustedDocument[]>();
  for (const document of documents) {
    const group = groups.get(document.text);
    if (group === undefined) groups.set(document.text, [document]);
    else group.push(document);
  }
  return [...groups.values()];
}
