import type { DocumentNode, FieldNode } from 'graphql';
import type { DataObject } from './json/data-object.ts';

/** A step of the way from the root of the merged data to the objects that a fetch is about; `@` enters a list. */
export type FetchPath = readonly string[];

/** Objects, told apart by what a subgraph would be asked about them. */
export interface EntityGroups {
  /** JSON texts, all different. */
  readonly representations: readonly string[];
  /** The objects that each representation stands for. */
  readonly targets: readonly (readonly DataObject[])[];
  /** The objects that lack what the subgraph needs. */
  readonly lacking: readonly DataObject[];
}

/** What a fetch needs of an object to ask a subgraph about it. */
export interface EntityRequest {
  /** Two objects with equal representations are one entity. */
  group(objects: readonly DataObject[]): EntityGroups;
  /** The same when nothing is left that could bring a key: a null in a key is then a value like others. */
  groupLacking(objects: readonly DataObject[]): EntityGroups;
  /** Equal for fetches of a plan that find the same objects and tell them apart in the same way. */
  readonly grouping: string;
  /** Fetches with equal identities and variables ask the same of an entity. */
  readonly identity: string;
  /** Whether another fetch of the plan has the same identity. */
  readonly recurs: boolean;
  /** Whether it asks for leaves only, and other fetches bring all of them, perhaps to an object that is the same entity. */
  readonly reuses: boolean;
  /** Whether its objects may have what another fetch that `reuses` looks for. */
  readonly remembers: boolean;
  /** For objects that come without a key: fetches that ask other subgraphs with another one for a key that will do. */
  readonly detours: readonly CompiledFetch[];
  /** For objects that lack some of what this fetch needs: its fields by what they need. Empty when all need the same. */
  readonly otherwise: readonly CompiledFetch[];
}

/** An argument that a subgraph takes from an enclosing object (federation `@fromContext`). */
export interface ContextArgument {
  /** The variable that carries it. */
  readonly variable: string;
  /** How many objects to climb from the fetch's own. */
  readonly up: number;
  /** Reads the value from there; undefined when the type condition does not hold. */
  read(object: object): unknown;
}

/** A field that a fetch is to bring to its objects. */
export interface BroughtField {
  /** The key under which merged data holds it. */
  readonly key: string;
  readonly name: string;
  /** Only objects of this type get it; perhaps an abstract one. */
  readonly type: string;
}

/** What is to be known of the fields of a plan where something is missing; found out when it is first asked for. */
export interface PlanFields {
  /** The field that merged data, or a subgraph's own answer, holds under a key. */
  nameOf(key: string): string;
  /** All keys under which merged data may hold a field of this name. */
  keysOf(name: string): readonly string[];
  /** The type of a field's value without its lists. */
  typeOf(type: string, name: string): string | undefined;
  isSubtype(type: string, condition: string): boolean;
  /** The object types that a type stands for; itself when it is one. */
  objectTypesOf(type: string): readonly string[];
  /** The `@key`s of a type that are made of scalars of its own. */
  scalarKeysOf(type: string): readonly (readonly string[])[];
}

/** The value that a boolean variable must have. */
export interface FetchCondition {
  readonly variable: string;
  readonly value: boolean;
}

/** One operation for one subgraph, compiled: nothing in it is looked up, split or printed again. */
export interface CompiledFetch {
  readonly subgraph: string;
  /** Ready for the wire. */
  readonly query: string;
  readonly operationName: string | undefined;
  /** What it asks for: `Query.field`, or the entity types; sorted, and joined with `,`. */
  readonly coordinate: string;
  /** The request as JSON, up to its variables. */
  readonly bodyStart: string;
  /** `query` parsed, for a subgraph inside the process. */
  readonly document: DocumentNode;
  readonly isMutation: boolean;
  /** Variables of the client's operation that it uses. */
  readonly variables: readonly string[];
  readonly path: FetchPath;
  /** `path` without its lists, as text: another one that begins with it is the same place or below it. */
  readonly place: string;
  /** Undefined for a fetch of root fields. */
  readonly entities: EntityRequest | undefined;
  readonly contextArguments: readonly ContextArgument[];
  /** Whether what it brings becomes an object of its own for each place, because values below depend on the place. */
  readonly keepsApart: boolean;
  /** Keys that it brings to each of its objects. */
  readonly brings: readonly string[];
  /** `brings` with the fields and types that they stand for: several for a key where types have it in common. */
  fields(): readonly BroughtField[];
  /** Indexes of the fetches that must be done before. */
  readonly after: readonly number[];
  /** Indexes of the fetches that have this one in `after`. */
  readonly awaitedBy: readonly number[];
  /** It is made when the boolean variables of one of these lists have the given values. None: always. */
  readonly conditions: readonly (readonly FetchCondition[])[];
  /** Keys of received data that `rewrite` replaces, and by what; paths of errors have them, too. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Puts received data into the form in which it is merged. */
  rewrite(data: unknown): void;
}

/** A query plan that executes without looking at a syntax tree. */
export interface CompiledPlan {
  readonly fetches: readonly CompiledFetch[];
  /** Whether equal objects may become one: not where what is below them depends on where they stand. */
  readonly mayUnify: boolean;
  /** Whether fetches at different places may hold the same objects: those within answers that they have in common. */
  readonly sharesObjects: boolean;
  /** Whether a `__typename` is that of an object, not the name under which an `@interfaceObject` goes. */
  isObjectType(name: unknown): boolean;
  readonly fields: PlanFields;
}

/** The key under which merged data holds a field: one for each (name, arguments) of an operation, whatever the alias. */
export type KeyOf = (field: FieldNode) => string;
