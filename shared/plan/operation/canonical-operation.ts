import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import { conditionDirectives, inlineDirectives, ownDirectives, withDefaults } from './own-directives.ts';

/** A client's operation in the form that is planned, and the keys of its fields in merged data. */
export interface CanonicalOperation {
  readonly document: DocumentNode;
  readonly keyOf: KeyOf;
}

/**
 * Gives every field of an operation a response key that depends only on its name and arguments: the plain name for one set of
 * arguments, an alias for each further one. A key of an object then always means the same value, whichever fetch returns it:
 * a client's alias cannot hide a field that a subgraph requires, equal fields under two aliases are fetched once, and all
 * occurrences of an entity can share its data. A field under directives that the graph defines has a key for them, too, and
 * never the plain name, which the fields of keys have.
 */
export function canonicalOperation(document: DocumentNode, schema: GraphQLSchema): CanonicalOperation {
  const keys = createKeys(fieldNames(schema), rootFieldsOfMutations(document));
  // The directives of the inline fragments between a field and its object.
  let around: readonly DirectiveNode[] = [];
  const outer: (readonly DirectiveNode[])[] = [];
  const canonical = visit(document, {
    Directive: (node) => withDefaults(node, schema),
    FragmentDefinition: (node) => ({ ...node, directives: conditionDirectives(node.directives) }),
    FragmentSpread: (node) => ({ ...node, directives: inlineDirectives(node.directives, schema) }),
    InlineFragment: {
      enter({ directives }) {
        outer.push(around);
        around = [...around, ...ownDirectives(directives)];
      },
      leave() {
        around = outer.pop() ?? [];
      },
    },
    Field: {
      enter(node): FieldNode {
        outer.push(around);
        const own = [...around, ...ownDirectives(node.directives)];
        around = [];
        // No subgraph resolves introspection. A selection set must not become empty.
        if (node.name.value === '__schema' || node.name.value === '__type') return typename;
        if (node.name.value === '__typename')
          return { ...typename, directives: conditionDirectives(node.directives) };
        const { alias: _clientAlias, ...field } = node;
        const key = keys.decide(node, own);
        return key === node.name.value ? field : { ...field, alias: { kind: Kind.NAME, value: key } };
      },
      leave() {
        around = outer.pop() ?? [];
      },
    },
  });
  return { document: canonical, keyOf: keys.keyOf };
}

interface Keys {
  readonly keyOf: KeyOf;
  /** Decides on a field's key. `own`: the directives of the graph that apply to it. */
  decide(field: FieldNode, own: readonly DirectiveNode[]): string;
}

function createKeys(taken: ReadonlySet<string>, mutations: ReadonlySet<FieldNode>): Keys {
  const byField = new WeakMap<FieldNode, string>();
  const bySignature = new Map<string, string>();
  const used = new Set<string>();

  // Cached, because each error of a response looks up the keys of all fields beside it.
  function decide(field: FieldNode, own: readonly DirectiveNode[]): string {
    const known = byField.get(field);
    if (known !== undefined) return known;
    const key = findKey(field, own);
    byField.set(field, key);
    return key;
  }

  function findKey(field: FieldNode, own: readonly DirectiveNode[]): string {
    const name = field.name.value;
    // A mutation that is selected twice is executed twice.
    const occurrence = mutations.has(field) ? `${field.alias?.value ?? field.name.value}:` : '';
    const signature = `${occurrence}${signatureOf(field, own)}`;
    let key = bySignature.get(signature);
    if (key === undefined) {
      key = name;
      // Planning adds key fields and required fields under their plain names, without directives.
      const isTaken = (one: string): boolean =>
        used.has(one) || (one === name ? own.length > 0 : taken.has(one));
      for (let n = 1; isTaken(key); n++) key = `${name}_${n}`;
      used.add(key);
      bySignature.set(signature, key);
    }
    return key;
  }
  return { decide, keyOf: (field) => decide(field, ownDirectives(field.directives)) };
}

/** The field's name, its arguments sorted, and its directives in their order. */
function signatureOf({ name, arguments: args = [] }: FieldNode, own: readonly DirectiveNode[]): string {
  if (args.length === 0 && own.length === 0) return name.value;
  const printed = args.map((argument) => print(argument)).sort();
  return `${name.value}(${printed.join(',')})${own.map((directive) => print(directive)).join('')}`;
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const namesBySchema = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function fieldNames(schema: GraphQLSchema): ReadonlySet<string> {
  let names = namesBySchema.get(schema);
  if (names === undefined) {
    const types = Object.values(schema.getTypeMap());
    names = new Set(
      types.flatMap((type) =>
        isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
      ),
    );
    namesBySchema.set(schema, names);
  }
  return names;
}

function rootFieldsOfMutations(document: DocumentNode): ReadonlySet<FieldNode> {
  const fields = new Set<FieldNode>();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.add(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = document.definitions.find(
          (node): node is FragmentDefinitionNode =>
            node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
        );
        if (fragment !== undefined) collect(fragment.selectionSet);
      }
    }
  };
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION && node.operation === 'mutation') collect(node.selectionSet);
  }
  return fields;
}
