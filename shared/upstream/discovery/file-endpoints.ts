import { upstreamEvent } from '../../core/channels.ts';
import { createFileWatch } from '../../core/runtime/create-file-watch.ts';
import { StartError } from '../../core/start-error.ts';
import { EndpointList, type EndpointSource } from './endpoint-source.ts';
import { readEndpointFile } from './read-endpoint-file.ts';

export interface FileEndpointsOptions {
  /** The upstream's name. */
  readonly name: string;
  /** Absolute path of a JSON list of `{ "url": …, "weight": … }`. */
  readonly file: string;
  /** Time between two looks at the file, for file systems that do not tell of changes. */
  readonly pollMs: number;
}

/**
 * The endpoints that a file lists, and the new ones when it changes, be it written or replaced by renaming. A file that
 * cannot be used changes nothing; `discovery failed` tells what is wrong. Throws `StartError` when it is the first.
 */
export function createFileEndpoints({ name, file, pollMs }: FileEndpointsOptions): EndpointSource {
  const list = new EndpointList(readEndpointFile(file));

  function readAgain(): void {
    try {
      const endpoints = readEndpointFile(file);
      if (JSON.stringify(endpoints) !== JSON.stringify(list.current)) list.replace(endpoints);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      upstreamEvent.publish({ upstream: name, event: 'discovery failed', reason: error.message });
    }
  }

  const watch = createFileWatch({ onChange: readAgain, pollMs });
  watch.set([file]);
  return {
    get current() {
      return list.current;
    },
    ready: Promise.resolve(),
    subscribe: (listener) => list.subscribe(listener),
    close: () => watch.close(),
  };
}
