import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildSchema, isInterfaceType, isObjectType } from 'graphql';
import { checkStart, loadSettings, locateProblems, StartError } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

/** The first block of code in this language. */
function firstBlock(page: string, language: string): string {
  const [, code] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  return code ?? assert.fail(`no ${language}`);
}

/** The problems that a start with this settings file would report. */
async function problemsOf(file: string): Promise<string> {
  try {
    await checkStart(loadSettings(file));
    return '';
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return locateProblems(error, file).message;
  }
}

describe('the guide', () => {
  it('the guide begins with a view that is valid for the graph as printed', async (context) => {
    const page = read('docs/guide/views.md');
    const directory = temporaryFiles(context, {
      'bff.yaml': `extends: ${join(projectRoot, 'bffs/base.yaml')}\nclient: kiosk\n${firstBlock(page, 'yaml')}`,
      'view.graphql': firstBlock(page, 'graphql'),
      'compute.ts': firstBlock(page, 'ts'),
    });
    assert.equal(await problemsOf(join(directory, 'bff.yaml')), '');
  });
});

describe('the README', () => {
  it('the README has the field counts of the published schemas', () => {
    const table = Object.fromEntries(
      Array.from(
        read('README.md').matchAll(/^\| (\w+) \| .* \| (\d+(?: and \d+)?) \|$/gm),
        ([, client, fields]) => [client, fields],
      ),
    );
    const partner = `${fieldCount('partner.2026-01')} and ${fieldCount('partner.2026-07')}`;
    const expected = { web: fieldCount('web'), tv: fieldCount('tv'), mobile: fieldCount('mobile'), partner };
    for (const [client, count] of Object.entries(expected))
      assert.equal(table[client], String(count), client);
  });
});

/** Fields of objects and interfaces. */
function fieldCount(name: string): number {
  const types = buildSchema(read(`schemas/clients/${name}.graphql`)).getTypeMap();
  return Object.values(types)
    .filter((type) => !type.name.startsWith('__'))
    .reduce(
      (count, type) =>
        count + (isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()).length : 0),
      0,
    );
}
