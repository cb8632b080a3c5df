import { type ConstValueNode, Kind, type TypeNode } from 'graphql';
import type { SourceLocation } from '../../../core/start-error.ts';

/** The declarations of view files and `view.shape` in one form. Names are those of the graph. */
export interface Declarations {
  /** The position of `extend schema @closed`, if there is one. */
  readonly closed: SourceLocation | undefined;
  readonly types: readonly DeclaredType[];
}

export interface DirectiveUse {
  readonly name: string;
  readonly location: SourceLocation;
  readonly arguments: readonly ArgumentUse[];
}

export interface ArgumentUse {
  readonly name: string;
  readonly location: SourceLocation;
  readonly value: ConstValueNode;
  readonly valueLocation: SourceLocation;
}

/** Anything with a name: a type, a field, an argument, a value of an enum, a member of a union. */
export interface Declared {
  readonly name: string;
  readonly location: SourceLocation;
  readonly description: string | undefined;
  readonly directives: readonly DirectiveUse[];
}

export interface DeclaredArgument extends Declared {
  readonly type: TypeNode;
  readonly typeLocation: SourceLocation;
  readonly defaultValue: ConstValueNode | undefined;
}

/** A field of an object, an interface or an input object. */
export interface DeclaredField extends Declared {
  /** Undefined if settings omit it: it is then inferred. */
  readonly type: TypeNode | undefined;
  readonly typeLocation: SourceLocation;
  readonly arguments: readonly DeclaredArgument[];
  /** Only for a field of an input object. */
  readonly defaultValue: ConstValueNode | undefined;
}

/** The keyword of SDL. */
export type TypeKeyword = 'type' | 'interface' | 'input' | 'enum' | 'union' | 'scalar';

export interface DeclaredType extends Declared {
  readonly keyword: TypeKeyword;
  readonly isExtension: boolean;
  readonly interfaces: readonly Declared[];
  readonly fields: readonly DeclaredField[];
  readonly values: readonly Declared[];
  readonly members: readonly Declared[];
}

export function findDirective(
  declared: Pick<Declared, 'directives'> | undefined,
  name: string,
): DirectiveUse | undefined {
  return declared?.directives.find((use) => use.name === name);
}

export function argumentOf(use: DirectiveUse | undefined, name: string): ArgumentUse | undefined {
  return use?.arguments.find((argument) => argument.name === name);
}

/** The value of an argument that is a string or a bare name. */
export function textOf(use: DirectiveUse | undefined, name: string): string | undefined {
  const value = argumentOf(use, name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

export function intOf(use: DirectiveUse | undefined, name: string): number | undefined {
  const value = argumentOf(use, name)?.value;
  return value?.kind === Kind.INT ? Number(value.value) : undefined;
}

export function flagOf(use: DirectiveUse | undefined, name: string): boolean | undefined {
  const value = argumentOf(use, name)?.value;
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

/** The position of an argument's value, or else of the directive. */
export function argumentLocation(use: DirectiveUse, name: string): SourceLocation {
  return argumentOf(use, name)?.valueLocation ?? use.location;
}

/** Whether it is hidden from the client. */
export function isHidden(declared: Pick<Declared, 'directives'> | undefined, client: string): boolean {
  if (declared === undefined) return false;
  return findDirective(declared, 'hide') !== undefined || isForOthers(declared, client);
}

/** Whether `@only` excludes this client: the graph of this client need not define it. */
export function isForOthers(declared: Pick<Declared, 'directives'>, client: string): boolean {
  const only = findDirective(declared, 'only');
  if (only === undefined) return false;
  const value = argumentOf(only, 'for')?.value;
  const clients = value?.kind === Kind.LIST ? value.values : value === undefined ? [] : [value];
  return !clients.some((one) => one.kind === Kind.STRING && one.value === client);
}
