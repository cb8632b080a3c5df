/** A subgraph over plain objects: its fields are resolved by graphql-js's default resolver. */
export interface Subgraph {
  readonly name: string;
  readonly typeDefs: string;
  /** Root fields: values, or functions of the arguments. */
  readonly root: Readonly<Record<string, unknown>>;
  /** By type name: returns the object of a representation. */
  readonly entities: Readonly<Record<string, (representation: Representation) => unknown>>;
}

export type Representation = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One upstream call of the floor. */
export interface FloorCall extends Operation {
  readonly subgraph: string;
}

/** A supergraph with its data in memory, one operation on it, and the necessary calls of the operation. */
export interface GraphWorkload {
  readonly kind: 'graph';
  readonly number: number;
  readonly name: string;
  readonly operation: Operation;
  readonly subgraphs: readonly Subgraph[];
  /** The calls of a wave depend only on the responses of earlier waves. */
  readonly floorWaves: readonly (readonly FloorCall[])[];
}

/** A screen of the demo: the settings, schema and documents of a client of the repository. */
export interface ClientWorkload {
  readonly kind: 'client';
  readonly number: number;
  readonly name: string;
  readonly operation: Operation;
  /** A settings file, relative to the project. */
  readonly settingsFile: string;
}

export type Workload = GraphWorkload | ClientWorkload;
