/** Every error that the engine makes has a row here; `docs/reference/errors.md` is generated from it. */
export interface ErrorRow {
  /** HTTP status when the whole request fails with this error. */
  readonly status: number;
  /** Whether the same request may succeed later without a change on the client's side. */
  readonly retryable: boolean;
  /** The message that a client sees when the error carries no safe message of its own. */
  readonly message: string;
}

export const errorTable = {
  GRAPHQL_PARSE_FAILED: { status: 400, retryable: false, message: 'The document is not valid GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    retryable: false,
    message: 'The document does not fit the schema.',
  },
  MAX_OPERATIONS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The document has more operations than are allowed.',
  },
  MAX_FRAGMENTS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The document has more fragments than are allowed.',
  },
  MAX_DEPTH_LIMIT: { status: 400, retryable: false, message: 'The operation nests deeper than is allowed.' },
  MAX_ROOT_FIELDS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation has more root fields than are allowed.',
  },
  MAX_ALIASES_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation has more aliases than are allowed.',
  },
  MAX_DIRECTIVES_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation has more directives than are allowed.',
  },
  MAX_EXPANDED_SELECTIONS: {
    status: 400,
    retryable: false,
    message: 'The operation selects more than is allowed.',
  },
  MAX_FIELD_PAIRS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation repeats fields more often than is allowed.',
  },
  MAX_INTROSPECTION_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation asks for the schema more often than is allowed.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    retryable: false,
    message: 'The document does not say which operation to run.',
  },
  BAD_USER_INPUT: { status: 400, retryable: false, message: 'A variable or argument has a wrong value.' },
  BAD_REQUEST: { status: 400, retryable: false, message: 'The request is not a GraphQL request.' },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 200,
    retryable: false,
    message: 'PersistedQueryNotSupported',
  },
  // Some clients look at the message.
  PERSISTED_QUERY_NOT_FOUND: { status: 400, retryable: false, message: 'PersistedQueryNotFound' },
  PERSISTED_QUERY_REQUIRED: {
    status: 400,
    retryable: false,
    message: 'Send the documentId of a document that is known here, not its text.',
  },
  BATCHING_DISABLED: {
    status: 400,
    retryable: false,
    message: 'Send one operation per request; arrays of operations are not accepted.',
  },
  SUBSCRIPTIONS_NOT_SUPPORTED: {
    status: 400,
    retryable: false,
    message: 'Subscriptions are not served here.',
  },
  INTROSPECTION_DISABLED: { status: 400, retryable: false, message: 'Introspection is switched off.' },
  INVALID_TOKEN: { status: 401, retryable: false, message: 'The bearer token is not valid here.' },
  AUTH_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message: 'Tokens cannot be verified at the moment.',
  },
  CSRF_REJECTED: {
    status: 403,
    retryable: false,
    message:
      'Send a content type of application/json, or one of the headers apollo-require-preflight and x-apollo-operation-name.',
  },
  API_VERSION_UNKNOWN: { status: 400, retryable: false, message: 'There is no such version.' },
  API_VERSION_CONFLICT: {
    status: 400,
    retryable: false,
    message: 'The request names several versions.',
  },
  API_VERSION_REMOVED: { status: 410, retryable: false, message: 'This version is no longer there.' },
  HOST_NOT_ALLOWED: {
    status: 421,
    retryable: false,
    message: 'This host name is not one of the admin port; the setting admin.hosts allows more.',
  },
  NOT_FOUND: { status: 404, retryable: false, message: 'There is nothing at this path.' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, message: 'This method is not accepted here.' },
  NOT_ACCEPTABLE: {
    status: 406,
    retryable: false,
    message: 'Answers are application/graphql-response+json or application/json.',
  },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, message: 'The request body is too large.' },
  REQUEST_TIMEOUT: { status: 408, retryable: true, message: 'The request did not arrive in time.' },
  URI_TOO_LONG: { status: 414, retryable: false, message: 'The URL is too long.' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, message: 'The request headers are too large.' },
  UNSUPPORTED_CONTENT_ENCODING: {
    status: 415,
    retryable: false,
    message: 'Request bodies must not be compressed.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    retryable: false,
    message: 'Send application/json in UTF-8.',
  },
  QUERY_PLANNING_FAILED: {
    status: 400,
    retryable: false,
    message: 'No plan could be made for this operation.',
  },
  GATEWAY_TIMEOUT: { status: 504, retryable: true, message: 'The time for this request is over.' },
  DOWNSTREAM_SERVICE_ERROR: {
    status: 200,
    retryable: false,
    message: 'An upstream reported an error.',
  },
  SUBGRAPH_UNAVAILABLE: { status: 200, retryable: true, message: 'An upstream could not be reached.' },
  SUBGRAPH_TIMEOUT: { status: 200, retryable: true, message: 'An upstream did not answer in time.' },
  SOFT_DEADLINE_EXCEEDED: {
    status: 200,
    retryable: true,
    message: 'This part was not there in time.',
  },
  SUBGRAPH_CIRCUIT_OPEN: {
    status: 200,
    retryable: true,
    message: 'An upstream has failed too often and is left alone for a while.',
  },
  SUBGRAPH_OVERLOADED: {
    status: 200,
    retryable: true,
    message: 'Too many calls to an upstream are under way.',
  },
  SUBGRAPH_HTTP_ERROR: {
    status: 200,
    retryable: true,
    message: 'An upstream answered with an HTTP error.',
  },
  SUBGRAPH_INVALID_RESPONSE: {
    status: 200,
    retryable: false,
    message: 'An upstream answered with something that cannot be read.',
  },
  SUBGRAPH_RESPONSE_TOO_LARGE: {
    status: 200,
    retryable: false,
    message: 'An upstream answered with more than is allowed.',
  },
  RESPONSE_TOO_LARGE: {
    status: 400,
    retryable: false,
    message: 'The answer to this operation would be too large; ask for less.',
  },
  RESPONSE_VALIDATION_FAILED: {
    status: 200,
    retryable: false,
    message: 'An upstream answered with a value that the schema does not allow.',
  },
  ERRORS_LEFT_OUT: {
    status: 200,
    retryable: false,
    message: 'There are more errors than are listed.',
  },
  SERVER_OVERLOADED: {
    status: 503,
    retryable: true,
    message: 'There is too much to do at the moment.',
  },
  INTERNAL_SERVER_ERROR: { status: 500, retryable: false, message: 'Internal server error.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code);
}

/** Whether a request that fails with this code may succeed later; of codes that are not ours nothing is known. */
export function isRetryable(code: unknown): boolean {
  return isErrorCode(code) && errorTable[code].retryable;
}

/**
 * A failure that a client may see. `message` is shown to clients: no URL, body, stack or name of a host in it.
 * What is for the log only goes into `cause`.
 */
export class FrontageError extends Error {
  override readonly name = 'FrontageError';
  readonly code: ErrorCode;
  /** When it is worth trying again, where that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    options: { message?: string; cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(options.message ?? errorTable[code].message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
