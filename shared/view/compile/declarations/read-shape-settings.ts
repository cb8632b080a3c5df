import {
  type ConstValueNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parseType,
  type TypeNode,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { SourceLocation } from '../../../core/start-error.ts';
import type { FieldShape, ShapeSettings, TypeShape } from '../../shape-settings.ts';
import { writeLiteral } from '../arguments/write-literal.ts';
import type { Declared, DeclaredField, DeclaredType, DirectiveUse, TypeKeyword } from './declarations.ts';
import { keywordOf } from './keyword-of.ts';
import type { ProblemList } from './problem-list.ts';

/** Values that are names in SDL instead of strings, by `directive.argument`. */
const namesInSdl = new Set(['cap.mode', 'truncate.at', 'round.mode', 'format.as', 'format.style']);

/** Reads `view.shape` into the declarations of an equivalent view file. Their places are keys of the settings. */
export function readShapeSettings(
  shape: ShapeSettings,
  graph: GraphQLSchema,
  problems: ProblemList,
): readonly DeclaredType[] {
  return Object.entries(shape).flatMap(([name, typeShape]) => {
    const location = keyLocation('view.shape', name);
    const type = graph.getType(name);
    if (type !== undefined) return [readType(name, keywordOf(type), typeShape, location, problems)];
    problems.report(
      location,
      `the graph has no type ${name}${nearest(name, Object.keys(graph.getTypeMap()))}`,
    );
    return [];
  });
}

function readType(
  name: string,
  keyword: TypeKeyword,
  { hide = [], rename, fields = {} }: TypeShape,
  location: KeyLocation,
  problems: ProblemList,
): DeclaredType {
  const hidden = hide.map((one, index): Declared => {
    const itemLocation = { key: `${location.key}.hide.${index}` };
    return { ...undescribed(one, itemLocation), directives: [readUse('hide', {}, itemLocation)] };
  });
  const shown = Object.entries(fields).map(([field, fieldShape]) =>
    readField(field, fieldShape, keyLocation(`${location.key}.fields`, field), problems),
  );
  return {
    ...undescribed(name, location),
    directives:
      rename === undefined ? [] : [readUse('rename', { to: rename }, keyLocation(location.key, 'rename'))],
    keyword,
    isExtension: true,
    interfaces: [],
    fields: keyword === 'enum' ? [] : [...hidden.map(asField), ...shown],
    values: keyword === 'enum' ? [...hidden, ...shown] : [],
    members: [],
  };
}

function undescribed(name: string, location: SourceLocation): Declared {
  return { name, location, description: undefined, directives: [] };
}

function asField(declared: Declared): DeclaredField {
  return {
    ...declared,
    type: undefined,
    typeLocation: declared.location,
    arguments: [],
    defaultValue: undefined,
  };
}

function readField(
  name: string,
  fieldShape: FieldShape,
  location: KeyLocation,
  problems: ProblemList,
): DeclaredField {
  const { type, rename, from, pluck, hasMore, compute, cap, image, strip, truncate, round, format } =
    fieldShape;
  const { onError } = fieldShape;
  const argumentsOf: readonly (readonly [name: string, given: object | undefined])[] = [
    ['rename', rename === undefined ? undefined : { to: rename }],
    ['from', from === undefined ? undefined : { path: from }],
    ['pluck', pluck === undefined ? undefined : { path: pluck }],
    ['hasMore', hasMore === undefined ? undefined : { of: hasMore }],
    ['compute', compute],
    ['cap', cap],
    ['image', image],
    ['strip', strip === true ? {} : undefined],
    ['truncate', truncate],
    ['round', round],
    ['format', format],
    ['default', fieldShape.default === undefined ? undefined : { value: fieldShape.default }],
    ['onError', onError && { ...onError, ...(onError.maxAge && { maxAge: `${onError.maxAge / 1000}s` }) }],
  ];
  const typeLocation = keyLocation(location.key, 'type');
  return {
    ...undescribed(name, location),
    directives: argumentsOf.flatMap(([directive, given]) =>
      given === undefined ? [] : [readUse(directive, given, keyLocation(location.key, directive))],
    ),
    type: type === undefined ? undefined : readTypeText(type, typeLocation, problems),
    typeLocation: type === undefined ? location : typeLocation,
    arguments: [],
    defaultValue: undefined,
  };
}

function readTypeText(text: string, location: SourceLocation, problems: ProblemList): TypeNode | undefined {
  try {
    return parseType(text, { noLocation: true });
  } catch (cause) {
    // A `RangeError`: nested too deeply to be parsed.
    if (!(cause instanceof GraphQLError || cause instanceof RangeError)) throw cause;
    problems.report(location, `found ${JSON.stringify(text)}; expected a type such as String or [Money!]!`);
    return undefined;
  }
}

/** `place`: the key of the directive; several arguments have keys below it. */
function readUse(name: string, given: object, location: KeyLocation): DirectiveUse {
  return {
    name,
    location,
    arguments: Object.entries(given).flatMap(([argument, value]) => {
      if (value === undefined) return [];
      const argumentLocation = singleArguments.has(name) ? location : keyLocation(location.key, argument);
      return [
        {
          name: argument,
          location: argumentLocation,
          value: readValue(name, argument, value),
          valueLocation: argumentLocation,
        },
      ];
    }),
  };
}

/** Directives with one argument, which is the value of their key. */
const singleArguments = new Set(['rename', 'from', 'pluck', 'hasMore', 'default']);

function readValue(directive: string, argument: string, value: unknown): ConstValueNode {
  if (directive === 'onError' && argument === 'policy') return nameOf(value);
  return namesInSdl.has(`${directive}.${argument}`) ? nameOf(value) : writeLiteral(value);
}

/** `lastGood` → `LAST_GOOD` */
function nameOf(value: unknown): ConstValueNode {
  const text = String(value).replace(/[A-Z]/g, '_$&');
  return { kind: Kind.ENUM, value: text.toUpperCase() };
}

interface KeyLocation extends SourceLocation {
  readonly key: string;
}

function keyLocation(parent: string, key: string): KeyLocation {
  return { key: `${parent}.${key}` };
}
