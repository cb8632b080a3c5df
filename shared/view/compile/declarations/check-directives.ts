import { Kind, print } from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { ArgumentUse, Declared, DeclaredType, DirectiveUse, TypeKeyword } from './declarations.ts';
import { type ArgumentForm, directiveTable, type Position } from './directive-table.ts';
import type { ProblemList } from './problem-list.ts';

const positions: Readonly<Record<TypeKeyword, Position>> = {
  type: 'object',
  interface: 'interface',
  input: 'input',
  enum: 'enum',
  union: 'union',
  scalar: 'scalar',
};

const shownPositions: Readonly<Record<Position, string>> = {
  object: 'a type',
  interface: 'an interface',
  input: 'an input',
  enum: 'an enum',
  union: 'a union',
  scalar: 'a scalar',
  field: 'a field',
  argument: 'an argument',
  inputField: 'a field of an input',
  value: 'a value of an enum',
};

/**
 * Reports unknown directives, misplaced directives and invalid arguments of directives.
 * Returns the declarations that have such a directive: their intended meaning is unknown.
 */
export function checkDirectives(
  types: readonly DeclaredType[],
  problems: ProblemList,
): ReadonlySet<Declared> {
  const broken = new Set<Declared>();
  const check = (declared: Declared, position: Position): void => {
    const seen = new Set<string>();
    for (const use of declared.directives) {
      const isValid = checkUse(use, position, seen, problems);
      seen.add(use.name);
      if (!isValid) broken.add(declared);
    }
  };
  for (const type of types) {
    const { keyword } = type;
    check(type, positions[keyword]);
    for (const value of type.values) check(value, 'value');
    for (const field of type.fields) {
      check(field, keyword === 'input' ? 'inputField' : 'field');
      for (const argument of field.arguments) {
        check(argument, 'argument');
        if (broken.has(argument)) broken.add(field);
      }
    }
  }
  return broken;
}

function checkUse(use: DirectiveUse, position: Position, seen: ReadonlySet<string>, problems: ProblemList) {
  const form = Object.hasOwn(directiveTable, use.name) ? directiveTable[use.name] : undefined;
  const refuse = (location: DirectiveUse['location'], message: string): false => {
    problems.report(location, message);
    return false;
  };
  if (form === undefined) {
    const hint = nearest(use.name, Object.keys(directiveTable), (name) => `@${name}`);
    return refuse(use.location, `unknown directive @${use.name}${hint}`);
  }
  if (!form.on.includes(position)) {
    const allowed = form.on.map((one) => shownPositions[one]).join(', ');
    return refuse(
      use.location,
      `@${use.name} is not allowed on ${shownPositions[position]}; it is allowed on ${allowed}`,
    );
  }
  if (seen.has(use.name) && !form.isRepeatable)
    return refuse(use.location, `duplicate directive @${use.name}`);
  let isValid = true;
  const given = new Set<string>();
  for (const argument of use.arguments) {
    const name = argument.name;
    const argumentForm = Object.hasOwn(form.arguments, name) ? form.arguments[name] : undefined;
    if (argumentForm === undefined) {
      const hint = nearest(name, Object.keys(form.arguments));
      isValid = refuse(argument.location, `@${use.name} has no argument ${name}${hint}`);
    } else if (given.has(name)) {
      isValid = refuse(argument.location, `duplicate argument ${name} of @${use.name}`);
    } else {
      const wrong = wrongForm(argument, argumentForm);
      if (wrong !== undefined) {
        isValid = refuse(argument.valueLocation, `@${use.name}(${name}:) ${wrong}`);
      }
    }
    given.add(name);
  }
  for (const [name, { isRequired }] of Object.entries(form.arguments)) {
    if (isRequired && !given.has(name)) isValid = refuse(use.location, `@${use.name} needs ${name}`);
  }
  if (form.needsOne && given.size === 0) {
    const names = Object.keys(form.arguments).join(' or ');
    isValid = refuse(use.location, `@${use.name} needs ${names}`);
  }
  return isValid;
}

/** The form of the setting `client`. */
const clientName = /^[a-z][a-z0-9-]{0,31}$/;

function wrongForm({ value }: ArgumentUse, form: ArgumentForm): string | undefined {
  const found = (allowed: string): string => `must be ${allowed}; found ${print(value)}`;
  switch (form.is) {
    case 'anything':
      return undefined;
    case 'text':
      return value.kind === Kind.STRING ? undefined : found('a string');
    case 'nameOrText':
      return value.kind === Kind.STRING || value.kind === Kind.ENUM ? undefined : found('a name');
    case 'flag':
      return value.kind === Kind.BOOLEAN ? undefined : found('true or false');
    case 'int': {
      const isAllowed =
        value.kind === Kind.INT && Number(value.value) >= form.min && Number(value.value) <= form.max;
      return isAllowed ? undefined : found(`an integer from ${form.min} to ${form.max}`);
    }
    case 'oneOf': {
      if (value.kind === Kind.ENUM && form.names.includes(value.value)) return undefined;
      const hint = value.kind === Kind.ENUM ? nearest(value.value, form.names) : '';
      return `must be one of ${form.names.join(', ')}; found ${print(value)}${hint}`;
    }
    case 'clients': {
      const names = value.kind === Kind.LIST ? value.values : [value];
      const isAllowed = names.every((one) => one.kind === Kind.STRING && clientName.test(one.value));
      return isAllowed && names.length > 0 ? undefined : found('a list of client names, such as ["mobile"]');
    }
    case 'textsBy': {
      if (value.kind !== Kind.OBJECT || value.fields.some((one) => one.value.kind !== Kind.STRING)) {
        return found(`an object of strings with the keys ${form.keys.join(', ')}`);
      }
      const unknown = value.fields.find((one) => !form.keys.includes(one.name.value))?.name.value;
      if (unknown === undefined) return undefined;
      return `allows the keys ${form.keys.join(', ')}; found ${unknown}${nearest(unknown, form.keys)}`;
    }
  }
}
