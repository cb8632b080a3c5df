import { errorTable } from '../../shared/index.ts';
import { code, fence, page, table } from './markdown.ts';

const introduction = `An error is an entry of \`errors\` in a GraphQL response: a message, the \`path\` of the missing value, and a code. It contains no
other internal detail of the failure unless the settings enable it.`;

const example = `{
  "errors": [
    {
      "message": "${errorTable.SUBGRAPH_UNAVAILABLE.message}",
      "path": ["product", "rating"],
      "extensions": { "code": "SUBGRAPH_UNAVAILABLE" }
    }
  ],
  "data": { "product": { "title": "Zephyr Copper-Core Casserole, 20 cm", "rating": null } }
}`;

const explanation = `- **status** is the HTTP status of a request that fails as a whole with this error. An error of one field leaves the status
  200, and the available data is in \`data\`. A client that accepts \`application/json\` by name receives 200 instead of 400 when
  the operation is rejected, as that media type requires; a client that accepts \`application/graphql-response+json\` or
  anything, or sends no \`Accept\` header, receives the status of the table.
- **retry**: whether the same request may succeed later. A response that fails as a whole with such an error has a
  \`Retry-After\` header.
- **message** is the default. Some errors have a safe message of their own, such as the location of a syntax error.`;

const otherCodes = `An error that a subgraph reports retains its code if the code is well formed (\`UNAUTHENTICATED\`, \`ORDER_NOT_CANCELLABLE\`, …), and is
\`DOWNSTREAM_SERVICE_ERROR\` otherwise. Its message is masked unless [\`includeSubgraphErrors\`](settings.md#includesubgrapherrors) shows it.
In that case every error of the subgraph has the subgraph's name in \`extensions.serviceName\`, including errors of calls without
a response. A connector's \`errors:\` mapping creates its own codes.`;

export function errorsPage(): string {
  const rows = Object.entries(errorTable).map(([name, { status, retryable, message }]) => [
    code(name),
    String(status),
    retryable ? 'yes' : 'no',
    message,
  ]);
  return page('Errors', 'shared/core/errors.ts', [
    introduction,
    fence('json', example),
    '## Codes of the engine',
    explanation,
    table(['code', 'status', 'retry', 'message'], rows),
    '## Codes of subgraphs',
    otherCodes,
  ]);
}
