import {
  type FieldNode,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { IsIncluded } from '../core/graphql/conditions.ts';
import {
  type FieldFilter,
  fragmentApplies,
  responseKeyOf,
  visitFields,
} from '../core/graphql/visit-fields.ts';
import type { FieldSource, ResponseWriterInput } from '../core/response-writer.ts';

/** A selection set and the most specific known type of its objects. */
export interface Selected {
  readonly selectionSet: SelectionSetNode;
  readonly typeName: string;
}

/** A selected field, and the source of its value in the data. */
export interface SelectedField {
  /** Its index among the fields of its selection set. */
  readonly position: number;
  readonly responseKey: string;
  readonly source: FieldSource;
  /** Undefined if the value is written as a whole. */
  readonly below: Selected | undefined;
}

export interface SelectedFields {
  /** By the first canonical key that leads to the value. */
  readonly byKey: ReadonlyMap<string, readonly SelectedField[]>;
  /** Fields whose value is the object itself under another type, or computed from it. */
  readonly ofObject: readonly SelectedField[];
}

/** Returns the fields of a selection set for objects with this `__typename`, if it is known. */
export type FindFields = (of: Selected, typename: unknown) => SelectedFields;

/**
 * Finds fields by the source of their values. Each selection set is indexed once for each type: a search for many of its
 * fields would otherwise visit each field as often.
 */
export function createFindFields(input: ResponseWriterInput, isIncluded: IsIncluded): FindFields {
  const { schema, fragments } = input;
  const known = new WeakMap<SelectionSetNode, Map<string, SelectedFields>>();

  return (of, typename) => {
    const runtimeType = runtimeTypeOf(of.typeName, typename);
    const key = runtimeType === undefined ? `${of.typeName}?` : runtimeType.name;
    const byType = known.get(of.selectionSet) ?? new Map<string, SelectedFields>();
    known.set(of.selectionSet, byType);
    let found = byType.get(key);
    if (found === undefined) {
      found = index(fieldsOf(of, runtimeType));
      byType.set(key, found);
    }
    return found;
  };

  function index(fields: readonly SelectedField[]): SelectedFields {
    const byKey = new Map<string, SelectedField[]>();
    const ofObject: SelectedField[] = [];
    for (const field of fields) {
      const { keys, needs } = field.source;
      const [first] = keys;
      if (first === undefined) {
        if (needs !== undefined || field.below !== undefined) ofObject.push(field);
        continue;
      }
      const sameKey = byKey.get(first);
      if (sameKey === undefined) byKey.set(first, [field]);
      else sameKey.push(field);
    }
    return { byKey, ofObject };
  }

  function fieldsOf(
    { selectionSet, typeName }: Selected,
    runtimeType: ReturnType<typeof runtimeTypeOf>,
  ): SelectedField[] {
    const fields: SelectedField[] = [];
    const filter: FieldFilter<string> = {
      fragments,
      isIncluded,
      applies: (condition) => runtimeType === undefined || fragmentApplies(schema, condition, runtimeType),
      stateWithin: (condition) => runtimeType?.name ?? condition,
    };
    visitFields([selectionSet], runtimeType?.name ?? typeName, filter, (field, within) => {
      fields.push(selectedField(field, within, fields.length));
    });
    return fields;
  }

  function selectedField(field: FieldNode, typeName: string, position: number): SelectedField {
    const source = input.sourceOf(typeName, field);
    const below = source.needs === undefined ? belowOf(field, typeName) : undefined;
    return { position, responseKey: responseKeyOf(field), source, below };
  }

  function belowOf({ name, selectionSet }: FieldNode, typeName: string): Selected | undefined {
    const type = schema.getType(typeName);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    if (definition === undefined || selectionSet === undefined) return undefined;
    return { selectionSet, typeName: getNamedType(definition.type).name };
  }

  function runtimeTypeOf(typeName: string, typename: unknown) {
    const type = schema.getType(typeName);
    if (isObjectType(type)) return type;
    if (!isCompositeType(type) || typeof typename !== 'string') return undefined;
    const runtimeType = schema.getType(input.typeNameOf(typeName, typename));
    return isObjectType(runtimeType) ? runtimeType : undefined;
  }
}
