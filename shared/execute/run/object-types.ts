import type { PlanFields } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';

/** What an object says of its type; else what is known of the place where it stands. */
export function typeOfObject(object: DataObject, known: string | undefined): string | undefined {
  const said = own(object, '__typename');
  return typeof said === 'string' ? said : known;
}

/** Of an answer's object: that of the entity that was asked about (JSON text), or the root's. */
export function typeOfResult(answer: DataObject, representation: string | undefined): string | undefined {
  if (representation === undefined) return typeOfObject(answer, 'Query');
  const entity: unknown = JSON.parse(representation);
  return typeOfObject(answer, isDataObject(entity) ? typeOfObject(entity, undefined) : undefined);
}

/** The type of what an object of this type has under a key, as far as the schema says. */
export function typeBelow(type: string | undefined, key: string, fields: PlanFields): string | undefined {
  return type === undefined ? undefined : fields.typeOf(type, fields.nameOf(key));
}
