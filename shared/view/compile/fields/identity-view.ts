import { type GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql';
import type { View, ViewField, ViewType } from '../../view.ts';

/** The view that publishes the unmodified graph. */
export function identityView(schema: GraphQLSchema): View {
  const types = new Map<string, ViewType>();
  const publishedNames = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) continue;
    const fields = new Map<string, ViewField>();
    for (const { name, args } of Object.values(type.getFields())) {
      const given = args.map((argument) => ({
        name: argument.name,
        type: String(argument.type),
        value: { kind: 'argument', name: argument.name, cap: undefined } as const,
      }));
      const steps = [{ name, type: type.name, arguments: given }];
      fields.set(name, { name, steps, requires: undefined, value: [], cache: undefined });
    }
    const kind = isObjectType(type) ? 'object' : 'interface';
    types.set(type.name, { name: type.name, kind, graphType: type.name, fields });
    if (kind === 'object') publishedNames.set(type.name, type.name);
  }
  return {
    schema,
    types,
    graphNames: new Map(),
    publishedNames,
    fallbacks: new Map(),
    inputs: new Map(),
    degradation: new Map(),
    functions: new Map(),
  };
}
