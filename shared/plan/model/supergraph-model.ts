import type { ArgumentNode } from 'graphql';

/** A supergraph for planning: which subgraph resolves which field of which type, and by which keys (join spec). */
export interface SupergraphModel {
  readonly subgraphs: readonly string[];
  /** Object types, interfaces and unions, by name. */
  readonly types: ReadonlyMap<string, GraphType>;
  readonly rootTypes: RootTypes;
  /** Labels of progressive `@override`s. */
  readonly overrideLabels: readonly string[];
}

export interface RootTypes {
  readonly query: string;
  readonly mutation: string;
}

/** A composite type of the supergraph. */
export interface GraphType {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'union';
  /** The object types of its objects; the type itself if it is an object type. */
  readonly objectTypes: ReadonlySet<string>;
  /** The abstract types that its objects belong to, and the type itself. */
  readonly conditions: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, GraphField>;
  /** By subgraph. */
  readonly parts: ReadonlyMap<string, SubgraphType>;
}

export interface GraphField {
  readonly name: string;
  /** As in SDL: `[Product!]!`. */
  readonly type: string;
  /** The type without lists and `!`. */
  readonly typeName: string;
}

/** The part of a type that one subgraph has. */
export interface SubgraphType {
  readonly subgraph: string;
  readonly name: string;
  /** Whether the subgraph has an interface of the graph as an object type: it does not know the types of the objects. */
  readonly isInterfaceObject: boolean;
  /** Whether the subgraph has a type of that name as an interface or a union. */
  readonly isAbstract: boolean;
  /** The object types that its objects can have. All of the interface for an `@interfaceObject`. */
  readonly objectTypes: ReadonlySet<string>;
  readonly fields: Map<string, SubgraphField>;
  readonly keys: readonly Key[];
}

export interface SubgraphField extends GraphField {
  /** Whether the subgraph defines the field without resolving it, except where a path provides it. */
  readonly isExternal: boolean;
  readonly requires: FieldSet | undefined;
  readonly provides: FieldSet | undefined;
  /** The subgraph resolves the field only if the label of a progressive `@override` is on, or off. */
  readonly override: { readonly label: string; readonly isOn: boolean } | undefined;
  /** Arguments that come from enclosing objects. */
  readonly contextArguments: readonly ContextArgument[];
}

/** An argument that is read from an enclosing object (`@fromContext`). */
export interface ContextArgument {
  /** Equal for arguments that read the same value. */
  readonly id: string;
  readonly name: string;
  /** The input type, as in SDL. */
  readonly type: string;
  /** The types of the enclosing object. */
  readonly from: ReadonlySet<string>;
  /** Selects the value. It leads to one leaf for each of the types. */
  readonly selection: FieldSet;
}

/** A `@key` by which a subgraph resolves a type. */
export interface Key {
  readonly fields: FieldSet;
  readonly isResolvable: boolean;
}

/** The selection of a `@key`, `@requires` or `@provides`. */
export type FieldSet = readonly FieldSetSelection[];

export interface FieldSetSelection {
  /** The condition of the fragments around it. */
  readonly on: string | undefined;
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
  readonly selections: FieldSet;
}
