import { type ArgumentNode, GraphQLError, Kind, parse, type SelectionSetNode } from 'graphql';

/** A step of a written path, such as `reviews(first: $first)`. */
export interface PathStep {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

const maxSteps = 16;
const maxLength = 2000;

/** Parses a path such as `reviews(first: $first).nodes` into its steps; returns the problem as a string if it is invalid. */
export function parsePath(path: string): readonly PathStep[] | string {
  if (path.length > maxLength) return `has ${path.length} characters; at most ${maxLength} are allowed`;
  const parts = splitAtDots(path);
  if (parts.length > maxSteps) return `has ${parts.length} steps; at most ${maxSteps} are allowed`;
  const example = 'expected field names separated by dots, such as reviews(first: 3).nodes';
  if (parts.some((part) => part.trim() === '')) return `is not a path; ${example}`;
  try {
    const document = parse(
      parts.reduceRight((inner, part) => `{ ${part} ${inner} }`, ''),
      {
        noLocation: true,
      },
    );
    const [operation, second] = document.definitions;
    const steps =
      operation?.kind === Kind.OPERATION_DEFINITION && second === undefined
        ? stepsOf(operation.selectionSet)
        : undefined;
    return steps?.length === parts.length ? steps : `is not a path; ${example}`;
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    return `is not a path; ${example}`;
  }
}

function stepsOf(selectionSet: SelectionSetNode): readonly PathStep[] | undefined {
  const [field, second] = selectionSet.selections;
  if (field?.kind !== Kind.FIELD || second !== undefined) return undefined;
  if (field.alias || (field.directives ?? []).length > 0) return undefined;
  const step = { name: field.name.value, arguments: field.arguments ?? [] };
  if (field.selectionSet === undefined) return [step];
  const rest = stepsOf(field.selectionSet);
  return rest && [step, ...rest];
}

/** Splits a path at the dots outside of arguments. */
function splitAtDots(path: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isInString = false;
  let start = 0;
  for (let index = 0; index < path.length; index += 1) {
    const character = path[index];
    if (isInString && character === '\\') index += 1;
    else if (character === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '.' && depth === 0) {
      parts.push(path.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, path.slice(start)];
}
