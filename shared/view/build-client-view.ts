import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';
import type { ClientView } from '../core/client-view.ts';
import type { ComputeFunctions } from './compute/load-compute.ts';
import { createReportFailure } from './compute/report-failures.ts';
import { rewriteOperation } from './rewrite/rewrite-operation.ts';
import type { View } from './view.ts';
import type { ViewOptions } from './view-options.ts';

export interface ClientViewOptions extends ViewOptions {
  readonly view: View;
  /** The schema that the view was compiled from. */
  readonly graph: GraphQLSchema;
  readonly functions: ComputeFunctions;
}

/** Builds the `ClientView` that the engine uses from a compiled view. */
export function buildClientView(options: ClientViewOptions): ClientView {
  const { view } = options;
  const context = { ...options, reportFailure: createReportFailure() };
  return {
    schema: view.schema,
    rewrite: (document, operationName) => rewriteOperation(document, operationName, context),
    typeNameOf(abstractType, typename) {
      const name = view.publishedNames.get(typename) ?? typename;
      const fallback = view.fallbacks.get(abstractType);
      if (fallback === undefined) return name;
      const [expected, type] = [view.schema.getType(abstractType), view.schema.getType(name)];
      const isMember =
        isAbstractType(expected) && isObjectType(type) && view.schema.isSubType(expected, type);
      return isMember ? name : fallback;
    },
    graphNameOf: (typeName) => view.types.get(typeName)?.graphType ?? typeName,
  };
}
