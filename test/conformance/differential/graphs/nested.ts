/**
 * Values in values, of which two subgraphs know different parts, below entities and below the root: the fields that one
 * of them lacks are fetched from the other by the next entity above, or from the root again. `mirror` also has the path
 * there, with an interface whose implementations it does not all know, and exists only for the planner.
 */
export const nested = {
  depot: {
    sdl: `
      type Query {
        crates: [Crate!] crate(id: ID!): Crate holders: [Holder] people: [Person!]
        rack: Rack @shareable racks(first: Int): [Rack!] @shareable
      }
      type Mutation { pack(id: ID!): Crate }
      interface Holder { id: ID! rack: Rack }
      type Crate implements Holder @key(fields: "id") {
        id: ID! name: String rack: Rack @shareable goods(first: Int): [Goods!] @shareable within: Crate
      }
      type Van implements Holder @key(fields: "id") { id: ID! rack: Rack @shareable crates: [Crate] }
      type Rack @shareable { level: Int shelf: Shelf shelves: [[Shelf!]] prime: Named rest: Goods }
      type Shelf @shareable { code: String goods(first: Int): [Goods] best: Goods next: Shelf lead: Named }
      interface Goods { name: String }
      interface Named { name: String }
      type Bolt implements Named & Goods @shareable { name: String size: Int part: Part }
      type Wheel implements Named & Goods @shareable { name: String size: String spokes: Int part: Part inside: Goods crate: Crate }
      type Tool implements Named & Goods @shareable { name: String kind: Int! shelf: Shelf }
      type Part @shareable { weight: Int }
      type Person @key(fields: "id") { id: ID! owns: [Crate] }
    `,
  },
  mirror: {
    sdl: `
      type Query { rack: Rack @shareable racks(first: Int): [Rack!] @shareable }
      type Crate @key(fields: "id") { id: ID! rack: Rack @shareable goods(first: Int): [Goods!] @shareable }
      type Rack @shareable { level: Int shelf: Shelf shelves: [[Shelf!]] prime: Named rest: Goods }
      type Shelf @shareable { code: String goods(first: Int): [Goods] best: Goods next: Shelf lead: Named }
      interface Goods { name: String }
      interface Named { name: String }
      type Bolt implements Named & Goods @shareable { name: String size: Int part: Part }
      type Film implements Named & Goods { name: String size: [Int] }
      type Part @shareable { weight: Int }
    `,
  },
  people: {
    sdl: `
      type Person @key(fields: "id") { id: ID! name: String drives: Van }
      type Crate @key(fields: "id") { id: ID! owner: Person }
      type Van @key(fields: "id", resolvable: false) { id: ID! }
    `,
  },
  vault: {
    sdl: `
      type Query { rack: Rack @shareable racks(first: Int): [Rack!] @shareable }
      type Crate @key(fields: "id") { id: ID! rack: Rack @shareable goods(first: Int): [Goods!] @shareable }
      type Van @key(fields: "id") { id: ID! rack: Rack @shareable }
      type Rack @shareable { level: Int shelf: Shelf shelves: [[Shelf!]] prime: Named rest: Goods }
      type Shelf @shareable { code: String goods(first: Int): [Goods] best: Goods next: Shelf lead: Named depth: Int }
      interface Goods { name: String }
      interface Named { name: String }
      type Bolt implements Named & Goods @shareable { name: String length(in: Int): Int part: Part }
      type Wheel implements Named & Goods @shareable { name: String rim(in: String = "mm"): String part: Part inside: Goods }
      type Tool implements Named & Goods @shareable { name: String weight: Int shelf: Shelf maker: Person }
      type Part @shareable { price(in: Int): Int maker: Person }
      type Person @key(fields: "id") { id: ID! }
    `,
  },
} as const;

/** Fields that `mirror` never receives: others are always as near. */
export const nestedMirrored = {
  mirror: [
    ...['Query.rack', 'Query.racks', 'Crate.rack', 'Crate.goods'],
    ...['Rack.level', 'Rack.shelf', 'Rack.shelves', 'Rack.prime', 'Rack.rest'],
    ...['Shelf.code', 'Shelf.goods', 'Shelf.best', 'Shelf.next', 'Shelf.lead'],
  ],
} as const;
