import type { FetchPath } from '../../core/compiled-plan.ts';
import type { ContextArgument, Key } from '../model/supergraph-model.ts';
import type { Guard } from '../operation/guards.ts';
import type { ObjectSelection, SelectedField } from '../operation/selection.ts';

/** A position of objects in the operation, for some types of the objects around it. */
export interface Site {
  readonly id: number;
  readonly selection: ObjectSelection;
  readonly path: FetchPath;
  /** The field that returns the objects; undefined for the root. */
  readonly parent:
    | { readonly site: Site; readonly field: SelectedField; readonly types: readonly string[] }
    | undefined;
  /** The fetches of entities that begin here. */
  readonly fetches: Fetch[];
  /** The sites below, by field. */
  readonly inner: Map<SelectedField, Site[]>;
  /** Whether keys or requirements of objects further up are fetched here. */
  readonly isRequired: boolean;
  /** Changes with every fetch that may make fields of the objects, or of those below, cheaper. */
  version: number;
}

/** One operation for one subgraph. */
export interface Fetch {
  readonly index: number;
  readonly subgraph: string;
  readonly site: Site;
  /** Root fields, entities by representations, or root fields of a query below the root. */
  readonly kind: 'root' | 'entities';
  readonly isMutation: boolean;
  /** The number of sequential steps up to this one, 1 for the first. */
  readonly depth: number;
  readonly waitsFor: Set<Fetch>;
  /** The objects at its beginning; several covers if fetches are merged. */
  readonly covers: Cover[];
  /** By the type name of the representations. */
  readonly entries: Map<string, Entry>;
  /** The keys in merged data of the fields of representations, by their places there: a representation has one value for each. */
  readonly required: Map<string, string>;
  readonly contexts: ContextValue[];
}

/** How a fetch requests the objects of some types. */
export interface Entry {
  /** The `__typename` of the representation. */
  readonly typeName: string;
  /** Whether representations have the name of an interface. */
  readonly isInterface: boolean;
  /** Whether the types of the objects must be known. */
  readonly isTyped: boolean;
  readonly types: Set<string>;
  /** The fields of the key, and the required ones. */
  readonly fields: Set<SelectedField>;
  readonly keys: Set<Key>;
}

/** An argument that is to be read from an enclosing object. */
export interface ContextRequest {
  readonly argument: ContextArgument;
  /** The number of objects to climb. */
  readonly up: number;
  readonly selection: readonly SelectedField[];
  /** Whether objects of one type only can be there. */
  readonly isOneType: boolean;
}

export interface ContextValue extends ContextRequest {
  readonly variable: string;
}

/** The objects of a site as one fetch has them, and what it selects of them. */
export interface Cover {
  readonly fetch: Fetch;
  readonly site: Site;
  readonly selections: Map<SelectedField, CoveredField>;
}

export interface CoveredField {
  readonly cover: Cover;
  readonly field: SelectedField;
  readonly types: Set<string>;
  guard: Guard;
  /** Arguments that the fetch reads from enclosing objects. */
  readonly contextArguments: readonly ContextArgument[];
  inner: Cover | undefined;
}
