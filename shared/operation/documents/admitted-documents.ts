import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { createBytesLru } from '../../core/runtime/bytes-lru.ts';
import { traces } from '../../core/runtime/tracing.ts';
import type { Admission } from '../limits/create-admission.ts';
import { hashOf } from './document-texts.ts';

/** Documents that may be executed, each parsed and validated once. */
export interface AdmittedDocuments {
  /** The document, which then is in `store`; or the errors with which it is refused. */
  admit(source: string, requestId: string): DocumentNode | readonly GraphQLFormattedError[];
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
    admit(source, requestId) {
      const hash = hashOf(source);
      const known = byHash.get(hash);
      if (known !== undefined) return known;
      const admitted = traces.parse.isActive ? traced(admission, source, requestId) : admission.admit(source);
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

function traced(admission: Admission, source: string, requestId: string): ReturnType<Admission['admit']> {
  return traces.parse.sync<ReturnType<Admission['admit']>>(
    () => ({ requestId, isValid: undefined }),
    (context) => {
      const admitted = admission.admit(source);
      context.isValid = 'kind' in admitted;
      return admitted;
    },
  );
}

/** Of a document without locations: measured are 25 to 60, the most with short names. */
const bytesPerCharacter = 60;
