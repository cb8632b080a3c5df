import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { createBytesLru } from '../../core/runtime/bytes-lru.ts';
import type { Admission } from '../limits/create-admission.ts';
import { hashOf } from './document-texts.ts';

/** Documents that may be executed, each parsed and validated once. */
export interface AdmittedDocuments {
  /** The document, which then is in `store`; or the errors with which it is refused. */
  admit(source: string): DocumentNode | readonly GraphQLFormattedError[];
  /** For Apollo Server, which finds a document by its hash, and neither parses nor validates those that it finds. */
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
    admit(source) {
      const hash = hashOf(source);
      const known = byHash.get(hash);
      if (known !== undefined) return known;
      const admitted = admission.admit(source);
      if ('kind' in admitted) byHash.set(hash, admitted, source.length * bytesPerCharacter);
      return admitted;
    },
    store: {
      // Apollo Server puts the hash of its schema before that of the document.
      get: async (key) => byHash.get(key.slice(key.lastIndexOf(':') + 1)),
      async set() {},
      async delete() {},
    },
  };
}

/** Of a document without locations: measured are 25 to 60, the most with short names. */
const bytesPerCharacter = 60;
