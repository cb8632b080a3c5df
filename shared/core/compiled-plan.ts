import type { DocumentNode, FieldNode } from 'graphql';
import type { DataObject } from './json/data-object.ts';

/** The keys from the root of the merged data to the objects of a fetch; `@` enters a list. */
export type FetchPath = readonly string[];

/** Objects, grouped by the representation that a subgraph would receive. */
export interface EntityGroups {
  /** JSON texts, all different. */
  readonly representations: readonly string[];
  /** The objects of each representation. */
  readonly targets: readonly (readonly DataObject[])[];
  /** The objects that lack data that the subgraph needs. */
  readonly lacking: readonly DataObject[];
}

/** The data of an object that a fetch sends to a subgraph. */
export interface EntityRequest {
  /** Two objects with equal representations are one entity. */
  group(objects: readonly DataObject[]): EntityGroups;
  /** The same if no other fetch can return a key: a null in a key is then a regular value. */
  groupLacking(objects: readonly DataObject[]): EntityGroups;
  /** Equal for fetches of a plan that find the same objects and group them in the same way. */
  readonly grouping: string;
  /** Fetches with equal identities and variables select the same fields of an entity. */
  readonly identity: string;
  /** Whether another fetch of the plan has the same identity. */
  readonly recurs: boolean;
  /** Whether other fetches select all its fields too, which are leaves, possibly on another object of the same entity. */
  readonly reuses: boolean;
  /** Whether its objects may have the fields of another fetch that `reuses`. */
  readonly remembers: boolean;
  /** Key conversions, for objects without a key: fetches that send another key to other subgraphs and select a usable key. */
  readonly detours: readonly CompiledFetch[];
  /** For objects that lack some required data: the fields of this fetch by their requirements. Empty if all need the same. */
  readonly otherwise: readonly CompiledFetch[];
}

/** An argument that a subgraph takes from an enclosing object (federation `@fromContext`). */
export interface ContextArgument {
  /** The variable that carries it. */
  readonly variable: string;
  /** The number of objects to climb from the object of the fetch. */
  readonly up: number;
  /** Reads the value from that object; undefined if the type condition does not hold. */
  read(object: object): unknown;
}

/** A field that a fetch selects of its objects. */
export interface BroughtField {
  /** The key of the field in merged data. */
  readonly key: string;
  readonly name: string;
  /** The type whose objects have the field; possibly abstract. */
  readonly type: string;
}

/** Facts about the fields of a plan that error handling needs; computed on first use. */
export interface PlanFields {
  /** The name of the field under a key of merged data or of a subgraph's response. */
  nameOf(key: string): string;
  /** All keys of merged data for fields of this name. */
  keysOf(name: string): readonly string[];
  /** The type of a field's value without its lists. */
  typeOf(type: string, name: string): string | undefined;
  isSubtype(type: string, condition: string): boolean;
  /** The possible object types of a type; the type itself if it is an object type. */
  objectTypesOf(type: string): readonly string[];
  /** The `@key`s of a type that consist of scalar fields of the type itself. */
  scalarKeysOf(type: string): readonly (readonly string[])[];
}

/** The value that a boolean variable must have. */
export interface FetchCondition {
  readonly variable: string;
  readonly value: boolean;
}

/** One compiled operation for one subgraph: no request looks up, splits or prints anything of it again. */
export interface CompiledFetch {
  readonly subgraph: string;
  /** Ready for the wire. */
  readonly query: string;
  readonly operationName: string | undefined;
  /** The requested coordinates: `Query.field`, or the entity types; sorted, and joined with `,`. */
  readonly coordinate: string;
  /** The request as JSON, up to its variables. */
  readonly bodyStart: string;
  /** `query` parsed, for a subgraph inside the process. */
  readonly document: DocumentNode;
  readonly isMutation: boolean;
  /** Variables of the client's operation that it uses. */
  readonly variables: readonly string[];
  readonly path: FetchPath;
  /** `path` without its lists, as text: a `place` that starts with another one is the same location or below it. */
  readonly place: string;
  /** Undefined for a fetch of root fields. */
  readonly entities: EntityRequest | undefined;
  readonly contextArguments: readonly ContextArgument[];
  /** Whether its results become separate objects for each position, because values below depend on the position. */
  readonly keepsApart: boolean;
  /** The keys that it selects of each of its objects. */
  readonly brings: readonly string[];
  /** The fields and types of the keys in `brings`: several for a key that types share. */
  fields(): readonly BroughtField[];
  /** Indexes of the fetches that must be done before this one. */
  readonly after: readonly number[];
  /** Indexes of the fetches that have this one in `after`. */
  readonly awaitedBy: readonly number[];
  /** The fetch is executed if the boolean variables of one of these lists have the given values. Empty: always. */
  readonly conditions: readonly (readonly FetchCondition[])[];
  /** The keys of received data that `rewrite` replaces, with their replacements; paths of errors have them, too. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Rewrites received data to the form in which it is merged. */
  rewrite(data: unknown): void;
}

/** A query plan that executes without walks of a syntax tree. */
export interface CompiledPlan {
  readonly fetches: readonly CompiledFetch[];
  /** Whether equal objects may be merged into one: not if values below depend on their position. */
  readonly mayUnify: boolean;
  /** Whether fetches at different paths may have the same objects, namely objects inside shared responses. */
  readonly sharesObjects: boolean;
  /** Whether a `__typename` is that of an object type, not the name of an `@interfaceObject`. */
  isObjectType(name: unknown): boolean;
  readonly fields: PlanFields;
}

/** The key of a field in merged data: one for each (name, arguments) of an operation, whatever the alias. */
export type KeyOf = (field: FieldNode) => string;
