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
  /** The polling interval, for file systems without change notifications. */
  readonly pollMs: number;
}

/**
 * Provides the endpoints that a file lists. The file is read again when it is written, or replaced by a rename. An unusable
 * file changes nothing; `discovery failed` has the reason. Throws `StartError` if the first file is unusable.
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
