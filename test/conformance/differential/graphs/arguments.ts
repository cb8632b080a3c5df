/** `@requires` with arguments. */
export const requiredArguments = {
  shop: {
    sdl: `
      type Query { items: [Item!]! item(id: ID!): Item }
      type Item @key(fields: "id") {
        id: ID! weight: Int name: String price(currency: String! = "USD"): Int
        related(first: Int): [Item!] box: Box parcel: Parcel
      }
      type Box { volume(unit: String): Int price(currency: String!): Int }
      type Parcel @key(fields: "id") { id: ID! price(currency: String! = "USD"): Int item: Item }
    `,
  },
  delivery: {
    sdl: `
      type Item @key(fields: "id") {
        id: ID! weight: Int @external price(currency: String! = "USD"): Int @external
        related(first: Int): [Item!] @external box: Box @external
        toll: Int @requires(fields: "price(currency: \\"a\\") weight")
        other: Int @requires(fields: "price(currency: \\"b\\")")
        home: Int @requires(fields: "price")
        twins: String @requires(fields: "related(first: 2) { id weight }")
        boxed: Int @requires(fields: "box { volume(unit: \\"a\\") price(currency: \\"b\\") }")
        note: String
      }
      type Box @external { volume(unit: String): Int price(currency: String!): Int }
      type Parcel @key(fields: "id") {
        id: ID! price(currency: String! = "USD"): Int @external
        toll: Int @requires(fields: "price(currency: \\"b\\")")
      }
    `,
  },
} as const;
