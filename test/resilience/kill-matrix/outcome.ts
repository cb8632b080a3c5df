import { z } from 'zod';
import type { ServiceName } from '../../../demo/harbour.ts';
import type { HeadlineOperation } from '../../support/headline-operations.ts';
import type { GraphqlResponse } from '../../support/send-query.ts';

type Path = readonly (string | number)[];

/** A part of a response that its upstream did not provide. */
export interface MissingPart {
  readonly path: Path;
  readonly code: string;
  /** `error` if the response has an error without a degradation. */
  readonly instead: 'nothing' | 'default' | 'lastGood' | 'error';
}

/** One operation while one upstream was down. */
export interface Outcome {
  readonly operation: Pick<HeadlineOperation, 'client' | 'screen'>;
  readonly dead: ServiceName;
  readonly status: number;
  readonly missing: readonly MissingPart[];
}

const path = z.array(z.union([z.string(), z.number()]));

const FailedResult = z.object({
  errors: z
    .array(z.object({ path: path.default([]), extensions: z.object({ code: z.string() }) }))
    .default([]),
  extensions: z
    .object({
      degraded: z
        .array(z.object({ path, reason: z.string(), servedFrom: z.enum(['nothing', 'default', 'lastGood']) }))
        .default([]),
    })
    .default({ degraded: [] }),
});

/** For a part that is both degraded and an error, the first counts. */
export function missingParts({ body }: GraphqlResponse): MissingPart[] {
  const { errors, extensions } = FailedResult.parse(body);
  const degraded = extensions.degraded.map(({ path, reason, servedFrom }): MissingPart => {
    return { path, code: reason, instead: servedFrom };
  });
  const named = new Set(degraded.map((part) => part.path.join('.')));
  const failed = errors
    .filter((error) => !named.has(error.path.join('.')))
    .map((error): MissingPart => ({ path: error.path, code: error.extensions.code, instead: 'error' }));
  return [...degraded, ...failed];
}
