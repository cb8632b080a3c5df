import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Graph } from './graph.ts';
import { withInlineFragments } from './inline-fragments.ts';
import { fieldsDependedOn } from './world.ts';

/** An operation without named fragments, and its graph. */
export interface Case {
  readonly graph: Graph;
  readonly document: DocumentNode;
  /** Whether subgraphs report errors of their own. */
  readonly hasErrors: boolean;
  /** Whether subgraphs are down or lose entities. */
  readonly isFaulty: boolean;
}

interface Fault {
  readonly why: string;
  /** Can be true for a case with a correct result, and never false for one with a wrong result. */
  applies(of: Case): boolean;
}

const faults: Readonly<Record<string, readonly Fault[]>> = {
  reference: [
    {
      why: 'an alias is the name of a key or of a required field',
      applies: ({ graph, document }) => {
        const names = fieldsDependedOn(graph);
        return fieldsOf(document).some(
          ({ alias, name }) => alias && alias.value !== name.value && names.has(alias.value),
        );
      },
    },
    {
      why: 'one field is needed with different arguments, by the client or by @requires',
      applies: ({ graph, document }) => {
        const demanded = new Map<string, Set<string>>();
        const required = requiredBy(graph);
        const fields = fieldsOf(document);
        const needed = fields.flatMap(({ name }) => required.get(name.value) ?? []).flatMap(fieldsOf);
        for (const field of [...fields, ...needed]) {
          const name = field.name.value;
          demanded.set(name, (demanded.get(name) ?? new Set()).add(field.arguments?.map(print).join() ?? ''));
        }
        return needed.some(({ name }) => (demanded.get(name.value)?.size ?? 0) > 1);
      },
    },
    {
      why: 'a field with @requires among conditions: fetched without its requirement, or others not fetched because of it',
      applies: ({ graph, document }) => {
        const required = requiredBy(graph);
        return hasConditions(document) && fieldsOf(document).some(({ name }) => required.has(name.value));
      },
    },
    {
      why: 'a field of an @interfaceObject with @requires on some types: the others are not fetched because of it',
      applies: ({ graph, document }) => {
        const required = requiredBy(graph);
        const inFragments = fragmentsOf(document).flatMap(fieldsOf);
        return hasInterfaceObjects(graph) && inFragments.some(({ name }) => required.has(name.value));
      },
    },
    {
      why: 'a required field has a requirement itself: it is fetched without',
      applies: ({ graph, document }) => {
        const required = requiredBy(graph);
        const needed = fieldsOf(document).flatMap(({ name }) => required.get(name.value) ?? []);
        return needed.flatMap(fieldsOf).some(({ name }) => required.has(name.value));
      },
    },
    {
      why: 'an entity has a key that may be null: no other one is sent',
      applies: ({ graph }) =>
        [...graph.subgraphs.values()].some(({ keys }) =>
          [...keys].some(([type, sets]) =>
            sets.flatMap(fieldsOf).some(({ name }) => mayBeNull(graph, type, name.value)),
          ),
        ),
    },
    {
      why: 'the type name of the root is reported as failed together with the fields next to it',
      applies: ({ graph, document, isFaulty }) => {
        let found = false;
        const types = new TypeInfo(graph.api);
        const roots = new Set<unknown>([graph.api.getQueryType(), graph.api.getMutationType()]);
        const enter = ({ name }: FieldNode): void => {
          found ||= name.value === '__typename' && roots.has(types.getParentType());
        };
        visit(document, visitWithTypeInfo(types, { Field: enter }));
        return isFaulty && found;
      },
    },
    {
      why: 'an object of an @interfaceObject whose type no subgraph resolves stays an object',
      applies: ({ graph, document, isFaulty }) =>
        isFaulty && hasInterfaceObjects(graph) && fragmentsOf(document).length > 0,
    },
    {
      why: 'a field disabled by a constant condition is fetched, and found or not where no other field is',
      applies: ({ document, hasErrors, isFaulty }) =>
        (hasErrors || isFaulty) && hasConstantConditions(document),
    },
    {
      why: 'all fields of an object are skipped: the object is not fetched',
      applies: ({ document }) =>
        fieldsOf(document).some(({ selectionSet }) => selectionSet !== undefined && isOptional(selectionSet)),
    },
    {
      why: 'a fragment on an interface that the subgraph of an @interfaceObject does not know',
      applies: ({ graph, document }) =>
        fragmentsOf(document).some(({ typeCondition }) =>
          isUnknownToInterfaceObjects(graph, typeCondition?.name.value ?? ''),
        ),
    },
    {
      why: 'a type name is selected next to a field of an @interfaceObject and comes from there',
      applies: ({ graph, document }) => {
        const fields = fieldsOf(document).map(({ name }) => name.value);
        const owned = [...graph.subgraphs.values()].flatMap(({ interfaceObjects, owned }) =>
          [...interfaceObjects].flatMap((type) => fields.filter((field) => owned.has(`${type}.${field}`))),
        );
        return fields.includes('__typename') && owned.length > 0;
      },
    },
    {
      why: 'a fragment on a type inside of a fragment on an interface, at an object of known type',
      applies: ({ graph, document }) => {
        let found = false;
        const types = new TypeInfo(graph.api);
        const enter = (node: InlineFragmentNode): void => {
          const isWider = isObjectType(types.getParentType()) && isAbstractType(types.getType());
          found ||= isWider && fragmentsOf(node.selectionSet).length > 0;
        };
        visit(document, visitWithTypeInfo(types, { InlineFragment: enter }));
        return found;
      },
    },
    {
      why: 'a type that another subgraph with the same field never returns: no fields of it are fetched',
      applies: ({ graph, document }) => fieldsOf(document).some(({ name }) => graph.mirrored.has(name.value)),
    },
    {
      why: 'an error in a list whose items are not all fetched is placed at another item',
      applies: ({ graph, document, hasErrors }) => {
        let found = false;
        const types = new TypeInfo(graph.api);
        const enter = (): void => {
          const type = types.getType();
          found ||= type != null && isAbstractType(getNamedType(type));
        };
        visit(document, visitWithTypeInfo(types, { Field: enter }));
        return hasErrors && found;
      },
    },
  ],
  native: [],
};

/** Why an engine is known to return a wrong result for a case. */
export function knownFault(engine: string, { document, ...of }: Case): string | undefined {
  const inlined = withInlineFragments(document);
  return faults[engine]?.find((fault) => fault.applies({ ...of, document: inlined }))?.why;
}

function fieldsOf(node: DocumentNode | SelectionSetNode | FieldNode | InlineFragmentNode): FieldNode[] {
  const fields: FieldNode[] = [];
  visit(node, { Field: (field) => void fields.push(field) });
  return fields;
}

function fragmentsOf(node: DocumentNode | SelectionSetNode): InlineFragmentNode[] {
  const fragments: InlineFragmentNode[] = [];
  visit(node, { InlineFragment: (fragment) => void fragments.push(fragment) });
  return fragments;
}

function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: () => {
      found = true;
    },
  });
  return found;
}

/** The fields at the top of a key; those inside of its objects have other types. */
function mayBeNull({ whole }: Graph, typeName: string, fieldName: string): boolean {
  const type = whole.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  return field !== undefined && !isNonNullType(field.type);
}

function hasInterfaceObjects({ subgraphs }: Graph): boolean {
  return [...subgraphs.values()].some(({ interfaceObjects }) => interfaceObjects.size > 0);
}

function hasConstantConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: ({ arguments: args = [] }) => {
      found ||= args.some(({ value }) => value.kind === Kind.BOOLEAN);
    },
  });
  return found;
}

/** Whether conditions can remove all of it. */
function isOptional({ selections }: SelectionSetNode): boolean {
  return selections.every(
    (selection) =>
      (selection.directives ?? []).length > 0 ||
      (selection.kind === Kind.INLINE_FRAGMENT && isOptional(selection.selectionSet)),
  );
}

/** The requirements of fields with this name, of any type. */
function requiredBy({ subgraphs }: Graph): Map<string, SelectionSetNode[]> {
  const required = new Map<string, SelectionSetNode[]>();
  for (const { requires } of subgraphs.values()) {
    for (const [coordinate, set] of requires) {
      const name = coordinate.slice(coordinate.indexOf('.') + 1);
      required.set(name, [...(required.get(name) ?? []), set]);
    }
  }
  return required;
}

function isUnknownToInterfaceObjects({ whole, subgraphs }: Graph, name: string): boolean {
  if (!isInterfaceType(whole.getType(name))) return false;
  return [...subgraphs.values()].some(
    ({ schema, interfaceObjects }) => interfaceObjects.size > 0 && schema.getType(name) === undefined,
  );
}
