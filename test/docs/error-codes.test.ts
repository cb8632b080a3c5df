import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { errorTable } from '../../shared/index.ts';
import { readProject } from '../architecture/project.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { separateSource } from '../architecture/source-text.ts';

/** Strings of the same form that are not our error codes: error names of libraries, variables, and rounding modes. */
const foreign = /^(?:(?:ERR|FST|UND|APOLLO)_.*|HALF_EVEN|HALF_UP)$/;

const madeByApolloServer: readonly string[] = Object.values(ApolloServerErrorCode);
const named = codesNamedInStages();

describe('the table of errors', () => {
  it('the table of errors has no code that is never produced', () => {
    const produced = new Set([...named, ...madeByApolloServer]);
    assert.deepEqual(
      Object.keys(errorTable).filter((code) => !produced.has(code)),
      [],
    );
  });

  it('the table of errors has every code that the engine or Apollo Server produces', () => {
    assert.ok(named.includes('SUBGRAPH_TIMEOUT'));
    const known = Object.keys(errorTable);
    assert.deepEqual(
      [...named, ...madeByApolloServer].filter((code) => !known.includes(code) && !foreign.test(code)),
      [],
    );
  });
});

/** Whole string literals in the form of a code, outside comments and the table itself. */
function codesNamedInStages(): string[] {
  const paths = [...readProject(projectRoot).modules.keys()].filter(
    (path) => path.startsWith('shared/') && path !== 'shared/core/errors.ts',
  );
  return paths.flatMap((path) => {
    const source = readFileSync(join(projectRoot, path), 'utf8');
    const { comments } = separateSource(source);
    return Array.from(source.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g))
      .filter(({ index }) => comments.charAt(index) === ' ')
      .map(([, code = '']) => code);
  });
}
