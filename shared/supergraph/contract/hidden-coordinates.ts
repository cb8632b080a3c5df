import type { DirectiveElement, FieldElement, InputElement, TypeElement } from './elements.ts';

/** The tags of a client's contract. Semantics: GraphOS contracts. */
export interface ContractFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

type Types = ReadonlyMap<string, TypeElement>;
type Directives = readonly DirectiveElement[];

/**
 * Returns the schema coordinates that a contract hides.
 *
 * By tag: every element with an excluded tag; and, if `include` is not empty, every field and union with none of its
 * tags.
 * A tag on an object or interface applies to each of its fields.
 * By consequence: references to hidden elements, types without any element left, and unreachable types.
 */
export function hiddenCoordinates(
  types: Types,
  directives: Directives,
  filter: ContractFilter,
  roots: readonly string[],
): Set<string> {
  const hidden = hiddenByTag(types, directives, filter);
  let before = -1;
  while (hidden.size !== before) {
    before = hidden.size;
    for (const type of types.values()) hideDependents(type, types, hidden);
    for (const { coordinate, args } of directives) if (hideInputs(args, hidden)) hidden.add(coordinate);
  }
  const usable = directives.filter(({ coordinate }) => !hidden.has(coordinate));
  const inputs = usable.flatMap(({ args }) => args).filter(({ coordinate }) => !hidden.has(coordinate));
  const reached = reachable(types, hidden, [...roots, ...inputs.map(({ type }) => type)]);
  for (const name of types.keys()) if (!reached.has(name)) hidden.add(name);
  return hidden;
}

function hiddenByTag(
  types: Types,
  directives: Directives,
  { include, exclude }: ContractFilter,
): Set<string> {
  const isExcluded = (tags: readonly string[]): boolean => tags.some((tag) => exclude.includes(tag));
  const isNotIncluded = (tags: readonly string[]): boolean =>
    include.length > 0 && !tags.some((tag) => include.includes(tag));
  const hidden = new Set<string>();
  const hideExcluded = ({ coordinate, tags }: { coordinate: string; tags: readonly string[] }): void => {
    if (isExcluded(tags)) hidden.add(coordinate);
  };
  for (const type of types.values()) {
    if (isExcluded(type.tags) || (type.kind === 'union' && isNotIncluded(type.tags))) hidden.add(type.name);
    for (const field of type.fields) {
      const tags = [...type.tags, ...field.tags];
      if (isExcluded(tags) || isNotIncluded(tags)) hidden.add(field.coordinate);
      field.args.forEach(hideExcluded);
    }
    type.inputs.forEach(hideExcluded);
    type.values.forEach(hideExcluded);
  }
  for (const { args } of directives) args.forEach(hideExcluded);
  return hidden;
}

function hideDependents(type: TypeElement, types: Types, hidden: Set<string>): void {
  for (const field of type.fields) {
    if (hidden.has(field.type) || hideInputs(field.args, hidden)) hidden.add(field.coordinate);
  }
  if (hideInputs(type.inputs, hidden)) hidden.add(type.name);
  for (const name of type.interfaces) {
    const parent = types.get(name);
    if (parent && !hidden.has(type.name)) hideUnimplemented(parent, type, hidden);
  }
  if (isEmpty(type, hidden)) hidden.add(type.name);
}

/**
 * Hides inputs of hidden types. Returns whether a required input is hidden, so that the element cannot be used any
 * more.
 */
function hideInputs(inputs: readonly InputElement[], hidden: Set<string>): boolean {
  let isUncallable = false;
  for (const input of inputs) {
    if (hidden.has(input.type)) hidden.add(input.coordinate);
    isUncallable ||= input.required && hidden.has(input.coordinate);
  }
  return isUncallable;
}

function hideUnimplemented(parent: TypeElement, type: TypeElement, hidden: Set<string>): void {
  for (const field of parent.fields) {
    const own = type.fields.find(({ name }) => name === field.name);
    if (own === undefined) continue;
    if (hidden.has(own.coordinate)) hidden.add(field.coordinate);
    for (const arg of field.args) if (isHiddenArgument(own, arg.name, hidden)) hidden.add(arg.coordinate);
  }
}

function isHiddenArgument(field: FieldElement, name: string, hidden: ReadonlySet<string>): boolean {
  const arg = field.args.find((candidate) => candidate.name === name);
  return arg !== undefined && hidden.has(arg.coordinate);
}

function isEmpty(
  { kind, fields, inputs, values, members }: TypeElement,
  hidden: ReadonlySet<string>,
): boolean {
  if (kind === 'scalar') return false;
  const parts = [...fields, ...inputs, ...values].map(({ coordinate }) => coordinate).concat(members);
  return parts.every((part) => hidden.has(part));
}

function reachable(types: Types, hidden: ReadonlySet<string>, roots: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const type = types.get(name);
    if (type === undefined || reached.has(name) || hidden.has(name)) continue;
    reached.add(name);
    const fields = type.fields.filter(({ coordinate }) => !hidden.has(coordinate));
    const inputs = [...fields.flatMap(({ args }) => args), ...type.inputs];
    queue.push(...fields.map((field) => field.type));
    queue.push(...inputs.filter(({ coordinate }) => !hidden.has(coordinate)).map((input) => input.type));
    queue.push(...type.members, ...type.interfaces);
    if (type.kind === 'interface') {
      for (const other of types.values()) if (other.interfaces.includes(name)) queue.push(other.name);
    }
  }
  return reached;
}
