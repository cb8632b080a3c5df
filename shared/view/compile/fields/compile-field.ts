import {
  type FieldDefinitionNode,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isLeafType,
  isOutputType,
  Kind,
  type SelectionSetNode,
  type TypeNode,
  typeFromAST,
} from 'graphql';
import { namedType } from '../../../core/graphql/named-type.ts';
import {
  namedTypeNode,
  nameNode,
  nonNullTypeNode,
  selectionSetNode,
  stringNode,
} from '../../../core/graphql/nodes.ts';
import type { ValueOperation, ViewField } from '../../view.ts';
import { defaultValueOf } from '../arguments/default-value.ts';
import { readImageArguments } from '../arguments/image-arguments.ts';
import { ownArguments } from '../arguments/own-arguments.ts';
import { deprecatedNodes, publishArgument } from '../arguments/publish-argument.ts';
import { compileSteps } from '../arguments/step-arguments.ts';
import { argumentOf, findDirective, textOf } from '../declarations/declarations.ts';
import { isPublished } from '../declarations/scope.ts';
import { isKnownType, publishedType } from '../published/published-type.ts';
import { cacheHintOf } from './cache-hint.ts';
import { coordinateOf, type FieldContext } from './field-context.ts';
import { type FieldSource, findSource } from './field-source.ts';
import { compileKeepSlots } from './keep-slots.ts';
import type { ResolvedStep } from './resolve-path.ts';
import { type CompiledValue, compileValue } from './value-operations.ts';

export interface CompiledField {
  readonly context: FieldContext;
  readonly field: ViewField;
  /** The published definition, with types still named as in the graph. */
  readonly definition: FieldDefinitionNode;
  /** The type of the graph that objects of its type are read from. */
  readonly graphType: string | undefined;
  readonly slice: CompiledValue['slice'];
}

/** Compiles how a published field is read from the graph; undefined if it is not published or has a problem. */
export function compileField(
  context: FieldContext,
  publishedName: string,
  isFallback: boolean,
): CompiledField | undefined {
  const { scope, declared } = context;
  if (declared && scope.broken.has(declared)) return undefined;
  const source = findSource(context, isFallback);
  if (source === undefined || isLeftOut(context, source)) return undefined;
  const last = source.steps.at(-1);
  const image = readImageArguments(context, last);
  const own = ownArguments(context, source.kind === 'graph', new Set(image.keys()));
  const { steps, cap } = compileSteps(context, source.steps, own, image);

  const type = source.valueType ?? declaredType(context, source);
  if (type === undefined) return undefined;
  const value =
    source.kind === 'constant' ? constantOf(context, type) : compileValue(context, type, isMoney(last));
  if (value === undefined) return undefined;
  const slots = compileKeepSlots(context, steps, value.type);
  const node = publishedType(context, source, slots?.type ?? value.type, value.hasDefault);
  if (node === undefined) return undefined;
  return {
    context,
    field: {
      name: publishedName,
      steps,
      requires: joined(source.requires, value.requires),
      value: [
        ...(source.fn === undefined ? [] : [{ op: 'compute', fn: source.fn } as const]),
        ...value.operations,
        ...(slots ? [slots.operation] : []),
      ],
      cache: cacheHintOf(declared, scope.plans.get(namedType(node))?.declared),
    },
    definition: define(
      context,
      publishedName,
      node,
      own.map((argument) =>
        publishArgument(context, argument, cap?.argument === argument.name ? cap : undefined),
      ),
      value.slice?.max,
    ),
    graphType: isCompositeType(getNamedType(type)) ? getNamedType(type).name : undefined,
    slice: value.slice,
  };
}

/** Whether a field is left out because its type is not published and no declaration requires it. */
function isLeftOut(context: FieldContext, { kind, valueType }: FieldSource): boolean {
  const { scope, declared, location } = context;
  if (kind !== 'graph' || valueType === undefined || declared) return false;
  const type = getNamedType(valueType).name;
  if (isPublished(scope, type)) return false;
  if (scope.closed) {
    scope.problems.report(
      location,
      `${coordinateOf(context)} is of type ${type}, which the closed view does not declare; hide the field, or declare the type`,
    );
  }
  return true;
}

/** The declared type of a field that is not read from the graph. */
function declaredType(context: FieldContext, { kind }: FieldSource): GraphQLOutputType | undefined {
  const { scope, declared, location } = context;
  if (declared?.type === undefined) {
    scope.problems.report(location, `${coordinateOf(context)} needs a type: it cannot be inferred`);
    return undefined;
  }
  if (!isKnownType(scope, namedType(declared.type), declared.typeLocation)) return undefined;
  const type = typeFromAST(scope.graph, declared.type);
  const isOutput = type !== undefined && isOutputType(type);
  if (isOutput && (kind === 'constant' || isLeafType(getNamedType(type)))) return type;
  const message = `${coordinateOf(context)} must have scalar or enum values; found ${namedType(declared.type)}`;
  scope.problems.report(declared.typeLocation, message);
  return undefined;
}

/** The value of a constant field, the same for all objects. Null is allowed, for values that cannot be invented. */
function constantOf(context: FieldContext, type: GraphQLOutputType): CompiledValue | undefined {
  const { declared, inputs } = context;
  const literal = argumentOf(findDirective(declared, 'default'), 'value')?.value;
  const isNull = literal?.kind === Kind.NULL && defaultValueOf(inputs, literal, type) !== undefined;
  if (!isNull) {
    const compiled = compileValue(context, type, false);
    // The default already has published names.
    return compiled && { ...compiled, operations: compiled.operations.filter(({ op }) => op !== 'enum') };
  }
  const operations: readonly ValueOperation[] = [{ op: 'default', value: null }];
  return { operations, type, hasDefault: false, requires: undefined, slice: undefined };
}

/** Whether the value is an amount of money: its object has a currency. */
function isMoney(last: ResolvedStep | undefined): boolean {
  if (last === undefined || !('getFields' in last.type)) return false;
  return Object.keys(last.type.getFields()).some((name) => /^currency(?:Code)?$/.test(name));
}

function joined(...parts: readonly (SelectionSetNode | undefined)[]): SelectionSetNode | undefined {
  const selections = parts.flatMap((part) => part?.selections ?? []);
  return selections.length === 0 ? undefined : selectionSetNode(selections);
}

function define(
  { declared, graphField }: FieldContext,
  name: string,
  type: TypeNode,
  args: FieldDefinitionNode['arguments'],
  sliceMax: number | undefined,
): FieldDefinitionNode {
  const deprecated = findDirective(declared, 'deprecated');
  const reason = deprecated
    ? (textOf(deprecated, 'reason') ?? 'No longer supported')
    : (graphField?.deprecationReason ?? undefined);
  const bound = sliceMax === undefined ? undefined : `At most ${sliceMax}.`;
  const texts = [declared?.description ?? graphField?.description ?? undefined, bound];
  const description = texts.filter((text) => text !== undefined).join(' ');
  return {
    kind: Kind.FIELD_DEFINITION,
    name: nameNode(name),
    arguments: args ?? [],
    type,
    directives: deprecatedNodes(reason),
    ...(description !== '' && { description: stringNode(description) }),
  };
}

/** Compiles a field that reports whether the list of another field was cut: it has the same path and arguments. */
export function compileHasMore(
  context: FieldContext,
  publishedName: string,
  listed: CompiledField,
  max: number,
): CompiledField {
  const type = nonNullTypeNode(namedTypeNode('Boolean'));
  return {
    context,
    field: {
      name: publishedName,
      steps: listed.field.steps,
      requires: undefined,
      value: [{ op: 'hasMore', max }],
      cache: cacheHintOf(context.declared, undefined),
    },
    definition: define(context, publishedName, type, listed.definition.arguments, undefined),
    graphType: undefined,
    slice: undefined,
  };
}
