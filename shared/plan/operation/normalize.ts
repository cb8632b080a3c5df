import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { type Conditions, conditionsOf, unconditional } from '../../core/graphql/conditions.ts';
import { responseKeyOf } from '../../core/graphql/visit-fields.ts';
import type { GraphField, SupergraphModel } from '../model/supergraph-model.ts';
import { simplified } from './guards.ts';
import { ownDirectives } from './own-directives.ts';
import type { ObjectSelection, SelectedField } from './selection.ts';

/** Most fields of one normalized operation: overlapping fragments repeat their selections for each of their types. */
const maxFields = 200_000;

/** A selection set, and when it applies. */
interface Source {
  readonly set: SelectionSetNode;
  readonly types: ReadonlySet<string>;
  readonly conditions: Conditions;
  /** Whether it is in a fragment, so that the type of an object decides whether it applies. */
  readonly isTyped: boolean;
  /** Whether one of these fragments is on an object type. */
  readonly isNamed: boolean;
}

/** One selection of a field. */
interface Occurrence {
  readonly field: FieldNode;
  readonly types: ReadonlySet<string>;
  readonly conditions: Conditions;
  readonly isNamed: boolean;
}

/**
 * Normalizes the selection set of an operation: fragments become sets of object types, `@skip` and `@include` become guards,
 * fields of one key are merged. Throws `RangeError` if there are too many fields.
 *
 * `fragments`: by name.
 */
export function normalize(
  set: SelectionSetNode,
  typeName: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  model: SupergraphModel,
): ObjectSelection {
  let fieldCount = 0;
  return select(typeName, [
    { set, types: typesOf(typeName), conditions: unconditional, isTyped: false, isNamed: false },
  ]);

  function select(parent: string, sources: readonly Source[]): ObjectSelection {
    const byKey = new Map<string, Occurrence[]>();
    const typed: Conditions[] = [];
    for (const source of sources) collect(source, parent, byKey, typed);
    const fields = [...byKey].flatMap(([key, all]) => merge(key, parent, all));
    return { typeName: parent, fields, typeGuard: typed.length === 0 ? undefined : simplified(typed) };
  }

  function collect(
    { set: { selections }, types, conditions: around, isTyped, isNamed }: Source,
    parent: string,
    into: Map<string, Occurrence[]>,
    typed: Conditions[],
  ): void {
    for (const selection of selections) {
      const conditions = conditionsOf(selection, around);
      if (conditions === undefined) continue;
      if (selection.kind === Kind.FIELD) {
        if (isTyped) typed.push(conditions);
        // A fragment that no object can match still needs the type.
        if (types.size === 0) continue;
        const key = responseKeyOf(selection);
        const occurrences = into.get(key);
        const occurrence = { field: selection, types, conditions, isNamed };
        if (occurrences === undefined) into.set(key, [occurrence]);
        else occurrences.push(occurrence);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const fragment = isSpread ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      const within = narrowed(types, condition);
      if (fragment === undefined) continue;
      const isNarrow = condition !== undefined && model.types.get(parent)?.conditions.has(condition) !== true;
      collect(
        {
          set: fragment.selectionSet,
          types: within,
          conditions,
          isTyped: isTyped || isNarrow,
          isNamed: isNamed || (isNarrow && model.types.get(condition)?.kind === 'object'),
        },
        parent,
        into,
        typed,
      );
    }
  }

  function narrowed(types: ReadonlySet<string>, condition: string | undefined): ReadonlySet<string> {
    if (condition === undefined) return types;
    const named = typesOf(condition);
    const both = [...types].filter((type) => named.has(type));
    return both.length === types.size ? types : new Set(both);
  }

  /** One field for each group of types that have the same occurrences. */
  function merge(key: string, parent: string, occurrences: readonly Occurrence[]): SelectedField[] {
    return groupTypes(occurrences).map(({ types, group }) => {
      fieldCount += 1;
      if (fieldCount > maxFields) throw new RangeError(`the operation has more than ${maxFields} fields`);
      const [{ field }] = group;
      const definitions = definitionsOf(parent, types, field.name.value);
      return {
        key,
        name: field.name.value,
        node: bareField(key, field),
        types,
        guard: simplified(group.map(({ conditions }) => conditions)),
        isNamed: group.some((one) => one.isNamed),
        inner: innerOf(group, definitions),
        listDepth: listDepthOf(definitions[0]),
      };
    });
  }

  function innerOf(
    group: readonly Occurrence[],
    [first, ...others]: readonly GraphField[],
  ): ObjectSelection | undefined {
    const sets = group.filter(({ field }) => field.selectionSet !== undefined);
    if (first === undefined || sets.length === 0) return undefined;
    const isOne = others.every(({ typeName: other }) => other === first.typeName);
    const types = isOne
      ? typesOf(first.typeName)
      : new Set([first, ...others].flatMap(({ typeName: one }) => [...typesOf(one)]));
    return select(
      first.typeName,
      sets.flatMap(({ field: { selectionSet }, conditions }): Source[] =>
        selectionSet === undefined
          ? []
          : [{ set: selectionSet, types, conditions, isTyped: false, isNamed: false }],
      ),
    );
  }

  /** The field in the type of the position, if it has the field, and in the object types. */
  function definitionsOf(parent: string, types: ReadonlySet<string>, name: string): GraphField[] {
    return [parent, ...types].flatMap((type) => model.types.get(type)?.fields.get(name) ?? []);
  }

  function typesOf(name: string): ReadonlySet<string> {
    return model.types.get(name)?.objectTypes ?? new Set();
  }
}

interface TypeGroup {
  readonly types: ReadonlySet<string>;
  readonly group: readonly [Occurrence, ...Occurrence[]];
}

function groupTypes(occurrences: readonly Occurrence[]): TypeGroup[] {
  const [first, ...others] = occurrences;
  if (first === undefined) return [];
  if (others.every(({ types }) => types === first.types))
    return [{ types: first.types, group: [first, ...others] }];
  const indexes = new Map<string, number[]>();
  for (const [index, { types }] of occurrences.entries())
    for (const type of types) indexes.set(type, [...(indexes.get(type) ?? []), index]);
  const groups = new Map<string, { types: Set<string>; all: Occurrence[] }>();
  for (const [type, own] of indexes) {
    const id = own.join(' ');
    const known = groups.get(id);
    if (known !== undefined) known.types.add(type);
    else groups.set(id, { types: new Set([type]), all: own.flatMap((index) => occurrences[index] ?? []) });
  }
  return [...groups.values()].flatMap(({ types, all: [one, ...more] }) =>
    one === undefined ? [] : [{ types, group: [one, ...more] as const }],
  );
}

/** A field as a fetch selects it, without conditions and selections. */
function bareField(key: string, { kind, name, arguments: args, directives }: FieldNode): FieldNode {
  const own = ownDirectives(directives);
  return {
    kind,
    name,
    ...(key !== name.value && { alias: { kind: Kind.NAME, value: key } }),
    ...(args !== undefined && args.length > 0 && { arguments: args }),
    ...(own.length > 0 && { directives: own }),
  };
}

export function listDepthOf(field: GraphField | undefined): number {
  return field === undefined ? 0 : field.type.split('[').length - 1;
}
