import { Kind, print, separateOperations } from 'graphql';
import { StartError } from '../../core/start-error.ts';
import { createTextReader, hashOf } from './document-texts.ts';
import { apolloFormat } from './manifest-entries.ts';
import { readOperations } from './read-operations.ts';

/** A manifest in Apollo's format. */
export interface Manifest {
  readonly format: string;
  readonly version: 1;
  readonly operations: readonly {
    /** SHA-256 of `body`, in hexadecimal digits. */
    readonly id: string;
    readonly name: string;
    readonly type: string;
    /** One operation with its fragments, as graphql-js prints it. */
    readonly body: string;
  }[];
}

/**
 * Builds the manifest of the operations in a folder, in the order of their names. Throws a `StartError` for a file that cannot
 * be read, and for operations without a unique name.
 */
export function buildManifest(directory: string): Manifest {
  const fileOf = new Map<string, string>();
  const operations = readOperations(directory, createTextReader()).map(
    ({ file, document, operationName: name }) => {
      if (name === undefined)
        throw new StartError({ file, message: 'an operation has no name, by which a manifest lists it' });
      const other = fileOf.get(name);
      if (other !== undefined)
        throw new StartError({ file, message: `the operation ${name} is in ${other} as well` });
      fileOf.set(name, file);
      const own = separateOperations(document)[name] ?? document;
      const body = print(own);
      const [type = ''] = own.definitions.flatMap((node) =>
        node.kind === Kind.OPERATION_DEFINITION ? [node.operation] : [],
      );
      return { id: hashOf(body), name, type, body };
    },
  );
  operations.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { format: apolloFormat, version: 1, operations };
}
