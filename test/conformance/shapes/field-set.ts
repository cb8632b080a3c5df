import type { Random } from '../differential/random.ts';

export interface FieldSetType {
  readonly fields: Readonly<Record<string, { readonly type?: string; readonly args?: readonly string[] }>>;
  /** The types of nested fragments. */
  readonly members?: readonly string[];
}

/** The types that a field set can select, by name, and their fields. */
export type FieldSetTypes = Readonly<Record<string, FieldSetType>>;

/**
 * A field set (`box { w } box { inner { x } }`) that can name one object several times. It uses the same arguments for
 * a field of one type everywhere, so that it never conflicts with itself.
 */
export function writeFieldSet(random: Random, types: FieldSetTypes, typename: string): string {
  const chosen = new Map<string, string>();
  const write = (name: string, depth: number): string => {
    const type = types[name];
    if (type === undefined) throw new TypeError(`unknown type ${name}`);
    const usable = Object.entries(type.fields).filter(([, field]) => field.type === undefined || depth > 0);
    const parts = Array.from({ length: 1 + random.integer(3) }, () => {
      if (type.members && depth > 0 && random.chance(0.4)) {
        const member = random.pick(type.members);
        return `... on ${member} { ${write(member, depth - 1)} }`;
      }
      const [field, { type: inner, args = [''] }] = random.pick(usable);
      const argument = chosen.get(`${name}.${field}`) ?? random.pick(args);
      chosen.set(`${name}.${field}`, argument);
      return `${field}${argument}${inner === undefined ? '' : ` { ${write(inner, depth - 1)} }`}`;
    });
    // Without it a subgraph cannot determine the fragment that a value belongs to.
    return [...(type.members ? ['__typename'] : []), ...parts].join(' ');
  };
  return write(typename, 3);
}
