import { type GraphQLNamedType, getNamedType, isAbstractType, isLeafType, isObjectType } from 'graphql';
import { nearest } from '../../core/runtime/nearest.ts';
import { MappingError } from '../mapping/mapping-error.ts';
import type { OutputShape } from '../mapping/output-shape.ts';

/**
 * Checks that a selection returns a value of `type`, and adds the coordinates of the fields it returns to `provided`.
 * `isFetched` returns whether a field has its own connector. Throws a `MappingError`.
 */
export function checkSelection(
  shape: OutputShape,
  type: GraphQLNamedType,
  isFetched: (coordinate: string) => boolean,
  provided: Set<string>,
  offset = 0,
): void {
  if (isAbstractType(type)) {
    throw new MappingError(
      offset,
      `${type.name} is an interface or a union, which connect/v0.3 cannot select`,
    );
  }
  if (isLeafType(type)) {
    if (shape === 'unknown') return;
    throw new MappingError(offset, `${type.name} has no fields; select one value`);
  }
  if (!isObjectType(type)) return;
  if (shape === 'unknown') {
    throw new MappingError(offset, `${type.name} is an object; select its fields: { … }`);
  }
  const fields = new Map(Object.entries(type.getFields()));
  for (const [name, { shape: fieldShape, offset: fieldOffset }] of shape.fields) {
    if (name === '__typename') continue;
    const field = fields.get(name);
    if (field === undefined) {
      const meant = nearest(name, fields.keys());
      throw new MappingError(fieldOffset, `${type.name} has no field ${name}${meant}`);
    }
    const coordinate = `${type.name}.${name}`;
    if (isFetched(coordinate)) {
      throw new MappingError(fieldOffset, `${coordinate} has its own @connect and cannot be selected here`);
    }
    provided.add(coordinate);
    checkSelection(fieldShape, getNamedType(field.type), isFetched, provided, fieldOffset);
  }
  if (shape.fields.size === 0) throw new MappingError(offset, `no field of ${type.name} is selected`);
}
