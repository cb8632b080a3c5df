import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { View, ViewField } from '../../../shared/view/view.ts';
import { possibleTypes } from '../differential/graph.ts';

/** The published fields that an operation selects, with the graph's type of their objects. */
export function selectedFields(view: View, document: DocumentNode): ReadonlyMap<ViewField, string> {
  const selected = new Map<ViewField, string>();
  const typeInfo = new TypeInfo(view.schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field({ name }) {
        const parent = typeInfo.getParentType();
        if (!parent) return;
        const owners = isAbstractType(parent) ? view.schema.getPossibleTypes(parent) : [];
        for (const type of [parent, ...owners]) {
          const field = view.types.get(type.name)?.fields.get(name.value);
          if (field) selected.set(field, view.types.get(type.name)?.graphType ?? type.name);
        }
      },
    }),
  );
  return selected;
}

/**
 * The fields of the graph (`Type.field`, by object type) that a client's operation can cause to be fetched: those on
 * the paths of the published fields that it selects.
 */
export function allowedFields(view: View, graph: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const allowed = new Set<string>();
  for (const [field, from] of selectedFields(view, document)) addWay(field, from);
  return allowed;

  function addWay({ steps, requires, value }: ViewField, from: string): void {
    let at: GraphQLNamedType | undefined = graph.getType(from);
    for (const step of steps) at = add(at, step.name);
    if (requires) addAll(at, requires);
    for (const operation of value) if (operation.op === 'keepSlots') add(at, operation.key);
  }

  function add(owner: GraphQLNamedType | undefined, name: string): GraphQLNamedType | undefined {
    for (const type of possibleTypes(graph, owner)) allowed.add(`${type}.${name}`);
    const field = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[name] : undefined;
    return field && getNamedType(field.type);
  }

  function addAll(owner: GraphQLNamedType | undefined, { selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const type = add(owner, selection.name.value);
        if (selection.selectionSet) addAll(type, selection.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        addAll(condition === undefined ? owner : graph.getType(condition), selection.selectionSet);
      }
    }
  }
}

/** The fields of a call that are not among these, by `Type.field`. `graph`: to expand interfaces to their types. */
export function unneededFields(
  allowed: ReadonlySet<string>,
  query: string,
  subgraph: GraphQLSchema,
  graph: GraphQLSchema,
): readonly string[] {
  const beside: string[] = [];
  const typeInfo = new TypeInfo(subgraph);
  visit(
    parse(query),
    visitWithTypeInfo(typeInfo, {
      Field({ name: { value: name } }) {
        const parent = typeInfo.getParentType();
        if (!parent || name.startsWith('__') || name === '_entities') return;
        const types = possibleTypes(graph, graph.getType(parent.name));
        if (!types.some((type) => allowed.has(`${type}.${name}`))) beside.push(`${parent.name}.${name}`);
      },
    }),
  );
  return beside;
}
