import type {
  FieldDecision,
  FieldError,
  Origin,
  SubgraphCall,
  SubgraphResult,
} from '../../core/degradation.ts';
import { isDataObject } from '../../core/json/data-object.ts';
import type { Path } from '../../core/json/value-at.ts';
import { type DegradationPolicy, type DegradationRules, extentOf, type FieldRule } from '../field-rule.ts';
import type { LastGoodResults } from './last-good-results.ts';
import { type FieldAt, locateNull, type NullLocation } from './locate-null.ts';
import { nameOfPosition } from './nested-positions.ts';
import { typeOfResult } from './object-types.ts';
import { placeDefault } from './place-default.ts';

interface Substitute extends Omit<Origin, 'upstream'> {
  readonly value: unknown;
}

/** The result that errors are about. */
interface About {
  readonly call: SubgraphCall;
  readonly result: SubgraphResult;
  readonly type: string | undefined;
  readonly rules: DegradationRules;
  readonly results: LastGoodResults;
  /** The paths of the substitutes so far, as JSON. */
  readonly replaced: Set<string>;
}

/** Applies the policies of the fields that errors inside a result made null. */
export async function replaceFailedFields(
  call: SubgraphCall,
  result: SubgraphResult,
  errors: readonly FieldError[],
  rules: DegradationRules,
  results: LastGoodResults,
): Promise<readonly FieldDecision[]> {
  const type = typeOfResult(result);
  const about: About = { call, result, type, rules, results, replaced: new Set() };
  const decisions: FieldDecision[] = [];
  for (const { path, isRefusal } of errors) {
    const location = locateNull(result.data, type, path, call.fields);
    const decision = isRefusal ? undefined : await replaceField(about, path, location);
    decisions.push(decision ?? { kind: 'error', upstream: upstreamOf(about, location) });
  }
  return decisions;
}

function upstreamOf(about: About, { fields }: NullLocation): string {
  const { subgraph } = about.call.fetch;
  const field = fields.at(-1);
  return (field && ruleOf(about, field)?.upstream) ?? subgraph;
}

function ruleOf({ call, rules }: About, { type, name }: FieldAt): FieldRule | undefined {
  return type === undefined ? undefined : rules.ruleFor(type, name, call.fetch.subgraph);
}

/** Undefined if no policy applies. */
async function replaceField(
  about: About,
  inside: Path,
  { fields, at, isItem }: NullLocation,
): Promise<FieldDecision | undefined> {
  const { replaced } = about;
  const pathOf = ({ depth }: FieldAt): Path => inside.slice(0, depth + 1);
  if (replaced.size > 0 && fields.some((field) => replaced.has(JSON.stringify(pathOf(field)))))
    return { kind: 'contained' };
  if (at === undefined) return undefined;
  // The field that failed, and the field that the null was propagated to.
  const failed = fields.at(-1);
  const reached = fields.findLast(({ depth }) => depth <= at);
  if (failed === undefined || reached === undefined) return undefined;
  const candidates = failed === reached ? [failed] : [failed, reached];
  for (const field of candidates) {
    const { policy, upstream } = ruleOf(about, field) ?? {};
    if (policy === undefined || upstream === undefined) continue;
    const path = pathOf(field);
    const extent = extentOf(policy);
    if (extent !== 'field') {
      const object = inside.slice(0, Math.min(field.depth, at + 1));
      return { kind: 'effect', upstream, servedFrom: 'nothing', extent, path, inside: object };
    }
    if (isItem || field !== reached || field.object === undefined) continue;
    const substitute = await substituteFor(about, field, path, policy);
    if (substitute === undefined) continue;
    replaced.add(JSON.stringify(path));
    return { kind: 'substitute', upstream, path, ...substitute };
  }
  return undefined;
}

async function substituteFor(
  { call, result, type, results }: About,
  { depth, key }: FieldAt,
  path: Path,
  policy: DegradationPolicy,
): Promise<Substitute | undefined> {
  if (policy.onError === 'default')
    return { value: placeDefault(policy.value, call.fields), servedFrom: 'default' };
  if (policy.onError !== 'lastGood') return undefined;
  const name = depth === 0 ? undefined : nameOfPosition(result.data, type, path, call.fields);
  if (depth > 0 && name === undefined) return undefined;
  const { maxAgeMs } = policy;
  const [found = []] = await results.recall(call, [result.representation], name);
  const usable = found.find(
    ({ value, ageMs }) => ageMs <= maxAgeMs && (name !== undefined || isIn(value, key)),
  );
  if (usable === undefined) return undefined;
  const { value, ageMs } = usable;
  return {
    value: name === undefined && isDataObject(value) ? value[key] : value,
    servedFrom: 'lastGood',
    ageMs,
    usableMs: maxAgeMs - ageMs,
  };
}

function isIn(value: unknown, key: string): boolean {
  return isDataObject(value) && Object.hasOwn(value, key);
}
