import { weightOf } from '../core/http/header-weight.ts';

/** The forms beside the plain one; a client must name them. */
export type WireForm = 'compact' | 'delta';

/** The only version that there is; a client may say it as `;v=1`. */
export const mediaTypes: Readonly<Record<WireForm, string>> = {
  compact: 'application/vnd.frontage.compact+json; v=1',
  delta: 'application/vnd.frontage.delta+json; v=1',
};

export interface RequestedForms {
  /** Those that the client likes no less than the plain one, best first; at least one. */
  readonly forms: readonly WireForm[];
  /** Whether `application/graphql-response+json` would do. */
  readonly acceptsPlain: boolean;
}

const ours = /application\/vnd\.frontage\.(?:compact|delta)\+json/i;
const graphql = /^(?:\*\/\*|application\/\*|application\/graphql-response\+json)$/;
const json = 'application/json';

/** What an `Accept` header (RFC 9110, section 12.5.1) says about the forms that are offered. Undefined: send the plain one. */
export function readAccept(
  accept: string | undefined,
  offered: readonly WireForm[],
): RequestedForms | undefined {
  if (accept === undefined || !ours.test(accept)) return undefined;
  const weights = new Map<WireForm, number>();
  let graphqlWeight = 0;
  let plainWeight = 0;
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const weight = weightOf(parameters);
    const form = offered.find((name) => mediaTypes[name].startsWith(`${type};`));
    if (form !== undefined && isKnownVersion(parameters)) weights.set(form, weight);
    if (graphql.test(type)) graphqlWeight = Math.max(graphqlWeight, weight);
    if (graphql.test(type) || type === json) plainWeight = Math.max(plainWeight, weight);
  }
  const forms = [...weights]
    .filter(([, weight]) => weight > 0 && weight >= plainWeight)
    // Of two that are liked as much, the delta is shorter.
    .sort(([form, weight], [, otherWeight]) => otherWeight - weight || (form === 'delta' ? -1 : 1))
    .map(([form]) => form);
  return forms.length === 0 ? undefined : { forms, acceptsPlain: graphqlWeight > 0 };
}

/** Another version, or a parameter that we do not know, is another media type. What follows `q` belongs to the header. */
function isKnownVersion(parameters: readonly string[]): boolean {
  const weightAt = parameters.findIndex((parameter) => parameter.startsWith('q='));
  const own = weightAt === -1 ? parameters : parameters.slice(0, weightAt);
  return own.every((parameter) => parameter === 'v=1' || parameter === 'v="1"' || parameter === '');
}
