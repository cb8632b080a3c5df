import type { DocumentNode } from 'graphql';
import type { ViewedOperation } from '../../core/client-view.ts';
import type { KeyOf } from '../../core/compiled-plan.ts';
import type { FieldSource, SourceOf } from '../../core/response-writer.ts';

/** The operation of a client without a view, which sees the graph unmodified. */
export function plainOperation(document: DocumentNode): ViewedOperation {
  return { document, cacheHint: undefined, bind: (variables) => variables, sources: plainSources };
}

export function plainSources(keyOf: KeyOf): SourceOf {
  const sources = new Map<string, FieldSource>();
  return (_typeName, field) => {
    const key = keyOf(field);
    const known = sources.get(key);
    if (known !== undefined) return known;
    const source = { keys: [key], needs: undefined, read: undefined, positionsOf: undefined };
    sources.set(key, source);
    return source;
  };
}
