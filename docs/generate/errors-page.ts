import { errorTable } from '../../shared/index.ts';
import { code, fence, page, table } from './markdown.ts';

const introduction = `An error is an entry of \`errors\` in a GraphQL answer: a message, the \`path\` of what is missing, and a code. Nothing else of
what went wrong inside is in it unless the settings say so.`;

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

const explanation = `- **status** is the HTTP status when the whole request fails with this error. An error of one field leaves the status 200, and
  what could be had is in \`data\`. A client that asks for \`application/json\` by name gets 200 instead of 400 when it is the
  operation that is refused, as that media type has it; one that asks for \`application/graphql-response+json\`, for anything
  or for nothing gets the status of the table.
- **retry**: whether the same request may succeed later. An answer that fails as a whole with such an error has a
  \`Retry-After\` header.
- **message** is what stands there unless the error has a safe message of its own, such as the place of a syntax error.`;

const otherCodes = `An error that a subgraph reports keeps its code if it has one that is well formed (\`UNAUTHENTICATED\`, \`ORDER_NOT_CANCELLABLE\`, …), and is
\`DOWNSTREAM_SERVICE_ERROR\` otherwise. Its message is masked unless [\`includeSubgraphErrors\`](settings.md#includesubgrapherrors) shows it.
Where it does, every error of that subgraph, also of a call that gave no answer, has its name in \`extensions.serviceName\`. A
connector's \`errors:\` mapping makes codes of its own.`;

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
