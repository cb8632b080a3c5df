/** `1.2.3`, `1.2` and `1` as three numbers; the rest (a pre-release) is ignored. */
type Version = readonly [major: number, minor: number, patch: number];

const wildcard = /^[xX*]?$/;

/** Negative if `a` is older than `b`, 0 if they are the same. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Whether a range in npm syntax (`^20.17.0 || >=22.9.0`, `14 >=14.17`, `18.x`, `8.0.0 - 8.10.1`) admits a version. */
export function admits(range: string, version: string): boolean {
  return range.split('||').some((alternative) =>
    alternative
      .trim()
      .replace(/^(\S+) - (\S+)$/, '>=$1 <=$2')
      .replace(/([<>=^~])\s+/g, '$1')
      .split(/\s+/)
      .every((comparator) => admitsOne(comparator, version)),
  );
}

function admitsOne(comparator: string, version: string): boolean {
  const [, operator = '', bound = ''] = /^(>=|<=|>|<|=|\^|~)?v?(.*)$/.exec(comparator) ?? [];
  const order = compareVersions(version, bound);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '^':
      return order >= 0 && sharesParts(version, bound, 1);
    case '~':
      return order >= 0 && sharesParts(version, bound, 2);
    default:
      return sharesParts(version, bound, 3);
  }
}

/** Whether the first `count` parts that `bound` has are those of `version`. */
function sharesParts(version: string, bound: string, count: number): boolean {
  const parts = parseVersion(version);
  return bound
    .split('.')
    .slice(0, count)
    .every((part, index) => wildcard.test(part) || Number(part) === parts[index]);
}

function parseVersion(text: string): Version {
  const [major = '', minor = '', patch = ''] = text.replace(/[-+].*$/, '').split('.');
  return [readPart(major), readPart(minor), readPart(patch)];
}

function readPart(part: string): number {
  if (wildcard.test(part)) return 0;
  if (!/^\d+$/.test(part)) throw new RangeError(`"${part}" is not a part of a version.`);
  return Number(part);
}
