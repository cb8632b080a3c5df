const namesJson = /(?:^|,)\s*application\/json\s*(?:[;,]|$)/i;

/** An answer as Apollo Server makes it. */
interface Answer {
  readonly status: number;
  /** The media type of its body. */
  readonly contentType: string | undefined;
  /** The request was a GraphQL request, and its operation was refused as a whole. */
  readonly isRefusal: boolean;
}

/**
 * The status of an answer (GraphQL over HTTP, sections 6.4.1 and 6.4.2). A client that asks for `application/json` by name
 * is of the time when 200 was the status of every GraphQL response, also of one without data; to all others a refused
 * operation is a 400.
 */
export function statusOfResponse(
  { status, contentType, isRefusal }: Answer,
  accept: string | undefined,
): number {
  if (status !== 400 || !isRefusal || accept === undefined) return status;
  return contentType?.startsWith('application/json') && namesJson.test(accept) ? 200 : status;
}
