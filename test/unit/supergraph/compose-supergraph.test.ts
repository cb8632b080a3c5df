import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { StartError } from '../../../shared/core/start-error.ts';
import { composeSupergraph } from '../../../shared/supergraph/compose-supergraph.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

function config(...names: string[]): string {
  const entries = names.map(
    (name) =>
      `  ${name}:\n    routing_url: http://${name}/graphql\n    schema: { file: ./${name}.graphql }\n`,
  );
  return `federation_version: =2.14.4\nsubgraphs:\n${entries.join('')}`;
}

function problemsOf(directory: string): string[] {
  try {
    composeSupergraph(join(directory, 'supergraph.yaml'));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.replaceAll(`${directory}/`, '').split('\n');
  }
  return assert.fail('it composed');
}

describe('composeSupergraph', () => {
  it('composes the subgraphs, with their URLs', (context) => {
    const directory = temporaryFiles(context, {
      'supergraph.yaml': config('a', 'b'),
      'a.graphql': `${link}type Query { p: P } type P @key(fields: "id") { id: ID! x: Int }`,
      'b.graphql': `${link}type P @key(fields: "id") { id: ID! y: Int }`,
    });
    const { supergraphSdl } = composeSupergraph(join(directory, 'supergraph.yaml'));
    assert.match(supergraphSdl, /A @join__graph\(name: "a", url: "http:\/\/a\/graphql"\)/);
  });

  it('reports the code, subgraph, file and line of every location of an error', (context) => {
    const directory = temporaryFiles(context, {
      'supergraph.yaml': config('a', 'b'),
      'a.graphql': `${link}type Query { p: P }\ntype P {\n  x: Int\n}\n`,
      'b.graphql': `${link}type P {\n  x: Int\n}\n`,
    });
    const problems = problemsOf(directory);
    assert.match(problems[0] ?? '', /^a\.graphql:4: INVALID_FIELD_SHARING: \[a\] Non-shareable field "P\.x"/);
    assert.match(problems[1] ?? '', /^b\.graphql:3: INVALID_FIELD_SHARING: \[b\] /);
  });

  it('reports the location of a syntax error in a subgraph', (context) => {
    const directory = temporaryFiles(context, {
      'supergraph.yaml': config('a'),
      'a.graphql': 'type Query {\n  a Int\n}',
    });
    assert.match(problemsOf(directory)[0] ?? '', /^a\.graphql:2: GRAPHQL_PARSE_FAILED: \[a\] Syntax Error/);
  });

  it('reports a missing SDL file', (context) => {
    const directory = temporaryFiles(context, { 'supergraph.yaml': config('a') });
    assert.match(problemsOf(directory)[0] ?? '', /a\.graphql: the file does not exist$/);
  });

  it('rejects unknown keys and suggests the nearest known one', (context) => {
    const yaml = 'subgraphs:\n  a:\n    routing_uri: http://a\n    schema: { file: ./a.graphql }\n';
    const directory = temporaryFiles(context, { 'supergraph.yaml': yaml });
    assert.deepEqual(problemsOf(directory), [
      'supergraph.yaml:3: subgraphs.a.routing_uri: unknown key; did you mean routing_url?',
    ]);
  });
});
