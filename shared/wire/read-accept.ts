import { weightOf } from '../core/http/header-weight.ts';

/** The forms besides the plain one; a client must request them by name. */
export type WireForm = 'compact' | 'delta';

/** The media type of each form. Version 1 is the only version; `;v=1` is optional in a request. */
export const mediaTypes: Readonly<Record<WireForm, string>> = {
  compact: 'application/vnd.frontage.compact+json; v=1',
  delta: 'application/vnd.frontage.delta+json; v=1',
};

export interface RequestedForms {
  /** The forms with at least the weight of the plain one, best first; at least one. */
  readonly forms: readonly WireForm[];
  /** Whether the client accepts `application/graphql-response+json`. */
  readonly acceptsPlain: boolean;
}

const ours = /application\/vnd\.frontage\.(?:compact|delta)\+json/i;
const graphql = /^(?:\*\/\*|application\/\*|application\/graphql-response\+json)$/;
const json = 'application/json';

/**
 * Returns the offered forms that an `Accept` header (RFC 9110, section 12.5.1) requests. Undefined: send the plain
 * form.
 */
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
    // Of two forms with equal weight, the delta is shorter.
    .sort(([form, weight], [, otherWeight]) => otherWeight - weight || (form === 'delta' ? -1 : 1))
    .map(([form]) => form);
  return forms.length === 0 ? undefined : { forms, acceptsPlain: graphqlWeight > 0 };
}

/**
 * Whether the parameters are those of version 1. Another version or an unknown parameter is another media type.
 * Parameters after `q` belong to the header.
 */
function isKnownVersion(parameters: readonly string[]): boolean {
  const weightAt = parameters.findIndex((parameter) => parameter.startsWith('q='));
  const own = weightAt === -1 ? parameters : parameters.slice(0, weightAt);
  return own.every((parameter) => parameter === 'v=1' || parameter === 'v="1"' || parameter === '');
}
