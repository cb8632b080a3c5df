import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildProject, readProject } from './project.ts';
import { projectRoot } from './project-root.ts';
import { ruleExamples } from './rule-examples.ts';
import { rules } from './rules.ts';

describe('the architecture rules', () => {
  const project = readProject(projectRoot);

  it('the architecture rules examine the project and nothing outside it', () => {
    assert.ok(project.modules.has('shared/core/errors.ts'));
    const test = project.modules.get('test/architecture/rules.test.ts');
    assert.ok(test?.imports.some(({ file }) => file === 'test/architecture/rules.ts'));
  });

  for (const [name, { reason, check }] of Object.entries(rules)) {
    it(name, () => {
      const findings = check(project);
      assert.equal(findings.length, 0, `\n  ${findings.join('\n  ')}\n  Why: ${reason}.`);
    });
  }
});

describe('each architecture rule', () => {
  const ruleOf = new Map(Object.entries(rules));
  for (const [name, { breaks, keeps }] of Object.entries(ruleExamples)) {
    it(`a violation is found: ${name}`, () => {
      for (const files of breaks) {
        assert.notDeepEqual(ruleOf.get(name)?.check(buildProject(files)) ?? [], [], JSON.stringify(files));
      }
    });
    it(`compliant code is accepted: ${name}`, () => {
      for (const files of keeps) {
        assert.deepEqual(ruleOf.get(name)?.check(buildProject(files)), [], JSON.stringify(files));
      }
    });
  }
});
