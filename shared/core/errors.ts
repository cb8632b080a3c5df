/** One row for each error that the engine creates. `docs/reference/errors.md` is generated from `errorTable`. */
export interface ErrorRow {
  /** The HTTP status of a request that fails as a whole with this error. */
  readonly status: number;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** The message for clients, unless the error has a safe message of its own. */
  readonly message: string;
}

export const errorTable = {
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    retryable: false,
    message: 'The document has a GraphQL syntax error.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    retryable: false,
    message: 'The document is not valid for this schema.',
  },
  MAX_OPERATIONS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The document has too many operations. Send fewer operations in one document.',
  },
  MAX_FRAGMENTS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The document has too many fragments. Use fewer fragments.',
  },
  MAX_DEPTH_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation is nested too deeply. Select fewer levels.',
  },
  MAX_ROOT_FIELDS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation has too many root fields. Split it into several operations.',
  },
  MAX_ALIASES_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation has too many aliases. Use fewer aliases.',
  },
  MAX_DIRECTIVES_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation has too many directives. Use fewer directives.',
  },
  MAX_EXPANDED_SELECTIONS: {
    status: 400,
    retryable: false,
    message: 'The operation has too many selections after its fragments are expanded. Select fewer fields.',
  },
  MAX_FIELD_PAIRS_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation repeats fields too often. Select each field once.',
  },
  MAX_INTROSPECTION_LIMIT: {
    status: 400,
    retryable: false,
    message: 'The operation has too many introspection fields. Select __schema and __type less often.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    retryable: false,
    message:
      'The operation to execute cannot be determined. Send an operationName that the document contains.',
  },
  BAD_USER_INPUT: {
    status: 400,
    retryable: false,
    message: 'A variable or an argument has an invalid value.',
  },
  BAD_REQUEST: {
    status: 400,
    retryable: false,
    message: 'The request is not a valid GraphQL over HTTP request.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 200,
    retryable: false,
    message: 'PersistedQueryNotSupported',
  },
  // Some clients compare the message.
  PERSISTED_QUERY_NOT_FOUND: { status: 400, retryable: false, message: 'PersistedQueryNotFound' },
  PERSISTED_QUERY_REQUIRED: {
    status: 400,
    retryable: false,
    message: 'Only trusted documents are accepted. Send a documentId.',
  },
  BATCHING_DISABLED: {
    status: 400,
    retryable: false,
    message: 'Batches are not accepted. Send one operation per request.',
  },
  SUBSCRIPTIONS_NOT_SUPPORTED: {
    status: 400,
    retryable: false,
    message: 'Subscriptions are not supported. Send a query or a mutation.',
  },
  INTROSPECTION_DISABLED: { status: 400, retryable: false, message: 'Introspection is disabled.' },
  INVALID_TOKEN: {
    status: 401,
    retryable: false,
    message: 'The bearer token is not valid. Send a token that was issued for this service.',
  },
  AUTH_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message: 'Bearer tokens cannot be verified. Retry later.',
  },
  CSRF_REJECTED: {
    status: 403,
    retryable: false,
    message:
      'The request was rejected as a possible cross-site request forgery. Send the content type application/json, or one of the headers apollo-require-preflight and x-apollo-operation-name.',
  },
  API_VERSION_UNKNOWN: {
    status: 400,
    retryable: false,
    message: 'The API version does not exist. Request a supported version.',
  },
  API_VERSION_CONFLICT: {
    status: 400,
    retryable: false,
    message: 'The request names several API versions. Send one.',
  },
  API_VERSION_REMOVED: {
    status: 410,
    retryable: false,
    message: 'The API version was removed. Request a supported version.',
  },
  HOST_NOT_ALLOWED: {
    status: 421,
    retryable: false,
    message: 'The Host header is not allowed on the admin port. Add the name to the setting admin.hosts.',
  },
  NOT_FOUND: { status: 404, retryable: false, message: 'No route matches this path.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    retryable: false,
    message: 'The method is not allowed for this path. Use a method of the Allow header.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    retryable: false,
    message:
      'No accepted media type is available. Accept application/graphql-response+json or application/json.',
  },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, message: 'The request body is too large.' },
  REQUEST_TIMEOUT: { status: 408, retryable: true, message: 'The request was not received in time.' },
  URI_TOO_LONG: { status: 414, retryable: false, message: 'The URL is too long.' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, message: 'The request headers are too large.' },
  UNSUPPORTED_CONTENT_ENCODING: {
    status: 415,
    retryable: false,
    message: 'Compressed request bodies are not accepted. Send the body without a Content-Encoding.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    retryable: false,
    message: 'The media type of the body is not supported. Send application/json in UTF-8.',
  },
  QUERY_PLANNING_FAILED: {
    status: 400,
    retryable: false,
    message: 'The operation cannot be planned.',
  },
  GATEWAY_TIMEOUT: { status: 504, retryable: true, message: 'The request deadline was exceeded.' },
  DOWNSTREAM_SERVICE_ERROR: {
    status: 200,
    retryable: false,
    message: 'An upstream reported an error.',
  },
  SUBGRAPH_UNAVAILABLE: { status: 200, retryable: true, message: 'An upstream could not be reached.' },
  SUBGRAPH_TIMEOUT: { status: 200, retryable: true, message: 'An upstream did not respond in time.' },
  SOFT_DEADLINE_EXCEEDED: {
    status: 200,
    retryable: true,
    message: 'The field was not resolved before the soft deadline.',
  },
  SUBGRAPH_CIRCUIT_OPEN: {
    status: 200,
    retryable: true,
    message: 'The circuit breaker of an upstream is open.',
  },
  SUBGRAPH_OVERLOADED: {
    status: 200,
    retryable: true,
    message: 'Too many calls to an upstream are in flight.',
  },
  SUBGRAPH_HTTP_ERROR: {
    status: 200,
    retryable: true,
    message: 'An upstream responded with an HTTP error.',
  },
  SUBGRAPH_INVALID_RESPONSE: {
    status: 200,
    retryable: false,
    message: 'An upstream sent an invalid response.',
  },
  SUBGRAPH_RESPONSE_TOO_LARGE: {
    status: 200,
    retryable: false,
    message: 'The response of an upstream is too large.',
  },
  RESPONSE_TOO_LARGE: {
    status: 400,
    retryable: false,
    message: 'The response to this operation is too large. Select less.',
  },
  RESPONSE_VALIDATION_FAILED: {
    status: 200,
    retryable: false,
    message: 'An upstream returned a value that is not valid for the schema.',
  },
  ERRORS_LEFT_OUT: {
    status: 200,
    retryable: false,
    message: 'Some errors were omitted because there are too many.',
  },
  SERVER_OVERLOADED: {
    status: 503,
    retryable: true,
    message: 'The server is overloaded. Retry later.',
  },
  INTERNAL_SERVER_ERROR: { status: 500, retryable: false, message: 'Internal server error.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code);
}

/** Whether a request that fails with this code may succeed later. False for codes that are not in the table. */
export function isRetryable(code: unknown): boolean {
  return isErrorCode(code) && errorTable[code].retryable;
}

/**
 * A failure that a client may see. Clients see `message`: it contains no URL, body, stack or host name.
 * Details for the log belong in `cause`.
 */
export class FrontageError extends Error {
  override readonly name = 'FrontageError';
  readonly code: ErrorCode;
  /** The delay after which a retry may succeed, if known. */
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
