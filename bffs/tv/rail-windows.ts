import type { ComputeFunction } from '../../shared/index.ts';

const railsFirst = 5;
const railsNext = 3;
const maxRails = 40;
const minuteMs = 60_000;
const validMinutes = 15;

interface AllRails {
  readonly rails: { readonly nodes: readonly ({ readonly id: string } | null)[] | null } | null;
}

/**
 * Encodes the ids of all rails, and the minute of the request: responses of one minute are equal, and can be cached. The
 * checksum detects truncated and mistyped tokens. A forged token is harmless: it only selects rails.
 */
export const layoutToken: ComputeFunction<AllRails> = ({ rails }, _args, { nowMs }) => {
  if (rails?.nodes == null) return null;
  const content = `${Math.floor(nowMs / minuteMs).toString(36)}.${idsOf(rails.nodes).map(encodeURIComponent).join(',')}`;
  return `1.${sumOf(content)}.${content}`;
};

export const railCount: ComputeFunction<AllRails> = ({ rails }) => rails?.nodes && idsOf(rails.nodes).length;

/** Throws for a token that is invalid, too old, or from the future, and for a position that no layout has. */
export const railWindowIds: ComputeFunction<
  null,
  { readonly layoutToken: string; readonly after: number }
> = (_object, args, { nowMs }) => {
  const [version, sum, minute = '', ids = '', ...rest] = args.layoutToken.split('.');
  if (version !== '1' || rest.length > 0 || sum !== sumOf(`${minute}.${ids}`)) {
    throw new RangeError('found no layout token');
  }
  const age = Math.floor(nowMs / minuteMs) - Number.parseInt(minute, 36);
  // Another replica's clock may be a minute ahead.
  if (!(age >= -1 && age <= validMinutes)) throw new RangeError(`the layout is ${age} minutes old`);
  const { after } = args;
  if (!(after >= 0 && after <= maxRails)) throw new RangeError(`after must be from 0 to ${maxRails}`);
  const all = ids === '' ? [] : ids.split(',').slice(0, maxRails);
  return all.slice(after, after + (after === 0 ? railsFirst : railsNext)).map(decodeURIComponent);
};

function idsOf(nodes: readonly ({ readonly id: string } | null)[]): string[] {
  return nodes.flatMap((rail) => rail?.id ?? []).slice(0, maxRails);
}

/** FNV-1a, 32 bits; of constant length, so that the length of responses is constant. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return (sum >>> 0).toString(36).padStart(7, '0');
}
