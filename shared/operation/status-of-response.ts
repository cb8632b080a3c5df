const namesJson = /(?:^|,)\s*application\/json\s*(?:[;,]|$)/i;

/** A response, as far as its status depends on it. */
interface Formatted {
  readonly status: number;
  /** The media type of its body. */
  readonly contentType: string | undefined;
  /** The request was a GraphQL request, and its operation was refused as a whole. */
  readonly isRefusal: boolean;
}

/**
 * The status of a response (GraphQL over HTTP, sections 6.4.1 and 6.4.2). A client that accepts `application/json` by name
 * may expect 200 for every GraphQL response, also for one without data. All others receive 400 for a refused operation.
 */
export function statusOfResponse(
  { status, contentType, isRefusal }: Formatted,
  accept: string | undefined,
): number {
  if (status !== 400 || !isRefusal || accept === undefined) return status;
  return contentType?.startsWith('application/json') && namesJson.test(accept) ? 200 : status;
}
