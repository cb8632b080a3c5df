import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { createBytesLru } from '../../core/runtime/bytes-lru.ts';
import type { Admission } from '../limits/create-admission.ts';
import { hashOf } from './document-texts.ts';

/** Documents that may be executed, each parsed and validated once. */
export interface AdmittedDocuments {
  /** Why the document may not be executed; undefined for one that may, which then is in `store`. */
  refuse(source: string): readonly GraphQLFormattedError[] | undefined;
  /** For Apollo Server, which looks for a document by its hash, and neither parses nor validates what it finds. */
  readonly store: {
    get(key: string): Promise<DocumentNode | undefined>;
    set(): Promise<void>;
    delete(): Promise<void>;
  };
}

const maxBytes = 20 * 1024 * 1024;

export function admittedDocuments(admission: Admission): AdmittedDocuments {
  const byHash = createBytesLru<DocumentNode>(maxBytes);
  return {
    refuse(source) {
      const hash = hashOf(source);
      if (byHash.get(hash) !== undefined) return undefined;
      const admitted = admission.admit(source);
      if (!('kind' in admitted)) return admitted;
      byHash.set(hash, admitted, source.length * bytesPerCharacter);
      return undefined;
    },
    store: {
      // Apollo Server puts the hash of its schema before that of the document.
      get: async (key) => byHash.get(key.slice(key.lastIndexOf(':') + 1)),
      async set() {},
      async delete() {},
    },
  };
}

/** Of a document without locations: 25 to 60 are measured, the most with short names. */
const bytesPerCharacter = 60;
