import type { PlanFields } from '../../core/compiled-plan.ts';
import type { SubgraphResult } from '../../core/degradation.ts';
import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';

/** Returns the type of an object: its `__typename`, or else the known type of its position. */
export function typeOfObject(object: DataObject, known: string | undefined): string | undefined {
  const said = own(object, '__typename');
  return typeof said === 'string' ? said : known;
}

/** Returns the type of a result: that of the requested entity, or the root type. */
export function typeOfResult({ data, representation }: SubgraphResult): string | undefined {
  if (representation === undefined) return typeOfObject(data, 'Query');
  const entity: unknown = JSON.parse(representation);
  return typeOfObject(data, isDataObject(entity) ? typeOfObject(entity, undefined) : undefined);
}

/** Returns the type of the value under a key of an object of this type, if the schema determines it. */
export function typeBelow(type: string | undefined, key: string, fields: PlanFields): string | undefined {
  return type === undefined ? undefined : fields.typeOf(type, fields.nameOf(key));
}
