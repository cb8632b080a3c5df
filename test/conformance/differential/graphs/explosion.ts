/**
 * An interface whose fields are in other subgraphs for each type, value types in lists, `@requires` through an
 * interface.
 */
export const explosion = {
  a: {
    sdl: `
      type Query { things: [Thing] thing: Thing! owners: [Owner!] root: Box @shareable }
      interface Thing { id: ID! size: Int owner: Owner }
      type T1 implements Thing @key(fields: "id") { id: ID! size: Int owner: Owner }
      type T2 implements Thing @key(fields: "id") { id: ID! size: Int @external owner: Owner extra: [T1] }
      type T3 implements Thing @key(fields: "id") { id: ID! size: Int @external owner: Owner @external }
      type Owner @key(fields: "id") { id: ID! pet: Pet best: Thing }
      interface Pet { name: String legs: Int }
      type Dog implements Pet @shareable { name: String legs: Int breed: String }
      type Bird implements Pet @shareable { name: String legs: Int wings: Int }
      type Box @shareable { n: Int list: [Box!] left: Int thing: T1 }
    `,
  },
  b: {
    sdl: `
      type Query { root: Box @shareable any: [Any!] }
      type T2 @key(fields: "id") { id: ID! size: Int text(a: Int, b: [String!] = ["d"]): String }
      type T3 @key(fields: "id") { id: ID! owner: Owner near: [Any] }
      type Owner @key(fields: "id") { id: ID! name: String! things: [T2!] }
      union Any = T2 | T3 | Owner
      type Box @shareable { n: Int list: [Box!] right: Int }
    `,
  },
  c: {
    sdl: `
      type T3 @key(fields: "id") { id: ID! size: Int text: String }
      type Owner @key(fields: "id") {
        id: ID! pet: Pet @external
        vet: String @requires(fields: "pet { name ... on Dog { breed } ... on Bird { wings } }")
        age: Int name: String! @external
        greeting: String! @requires(fields: "name")
      }
      interface Pet { name: String }
      type Dog implements Pet @shareable { name: String breed: String }
      type Bird implements Pet @shareable { name: String wings: Int }
    `,
  },
} as const;
