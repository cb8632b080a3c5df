import type { DocumentNode, OperationTypeNode } from 'graphql';
import type { KeyLeaf } from '../model/type-index.ts';

/** A selection of the data that a fetch sends of its objects. */
export type RequiredNode = RequiredField | RequiredFragment;

export interface RequiredField {
  readonly kind: 'Field';
  /** The name that the subgraph knows. */
  readonly name: string;
  /** The key in merged data, if it is not the name. */
  readonly alias?: string | undefined;
  readonly selections?: readonly RequiredNode[] | undefined;
}

export interface RequiredFragment {
  readonly kind: 'InlineFragment';
  readonly typeCondition?: string | undefined;
  readonly selections: readonly RequiredNode[];
}

/** A change of data: the last step of `path` is the key; `... on T` requires the type, `..` climbs one object. */
export type DataRewrite =
  | { readonly kind: 'ValueSetter'; readonly path: readonly string[]; readonly setValueTo: string }
  | KeyRenamer;

export interface KeyRenamer {
  readonly kind: 'KeyRenamer';
  readonly path: readonly string[];
  readonly renameKeyTo: string;
}

/** A fetch that returns a key of objects whose key is null. */
export interface KeyConversion {
  readonly subgraph: string;
  readonly type: string;
  /** The key of its representations. */
  readonly key: readonly KeyLeaf[];
  /** The key that it selects. */
  readonly returned: readonly KeyLeaf[];
}

/** A fetch with its operation, before it is compiled. */
export interface FetchDraft {
  readonly subgraph: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly operationKind: OperationTypeNode;
  readonly path: readonly string[];
  /** Undefined for root fields. */
  readonly requires: readonly RequiredNode[] | undefined;
  /** Changes of a representation. */
  readonly inputRewrites: readonly DataRewrite[];
  /** Changes of received data; those of an outer key before those below it. */
  readonly outputRewrites: readonly KeyRenamer[];
  /** Arguments from enclosing objects. */
  readonly contextRewrites: readonly KeyRenamer[];
  /** Indexes of the drafts that this one waits for. */
  readonly after: readonly number[];
  /** For objects whose key is null. */
  readonly conversions: readonly KeyConversion[];
  /** Whether it is a key conversion. */
  readonly isConversion: boolean;
}
