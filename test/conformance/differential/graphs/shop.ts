/** Keys of many forms, chains of keys, `@requires` in chains and of nested objects, `@provides`, `@shareable`. */
export const shop = {
  products: {
    sdl: `
      type Query { products(first: Int = 2): [Product!]! product(id: ID): Product featured: [Product] maker: Maker! }
      type Product @key(fields: "id") @key(fields: "sku") {
        id: ID! sku: ID! name: String price(currency: Currency! = EUR): Int
        size: Size weight: Int tags: [String!] maker: Maker! similar(first: Int, by: Filter): [Product!]
      }
      type Size { w: Int h: Int unit: Unit! }
      type Unit { code: String! name: String }
      type Maker @key(fields: "code { country serial }") { code: Code! name: String }
      type Code { country: ID! serial: ID! }
      enum Currency { EUR USD }
      input Filter { tag: String = "x" not: Filter min: Int currency: Currency }
    `,
  },
  stock: {
    sdl: `
      type Query { shelves: [[Shelf]] }
      type Shelf @key(fields: "id") { id: ID! product: Product @provides(fields: "label") items: [Product] spare: [[Product!]] }
      type Product @key(fields: "sku") {
        sku: ID! label: String @external size: Size @external weight: Int @external
        inStock: Boolean! count(at: ID): Int
        cost: Int @requires(fields: "weight size { h unit { code } }")
      }
      type Size @external { h: Int unit: Unit! }
      type Unit @external { code: String! }
    `,
  },
  reviews: {
    sdl: `
      type Query { reviews: [Review!] }
      type Mutation { review(product: ID!, stars: Int): Review like(id: ID!): Review! }
      type Review @key(fields: "id") { id: ID! stars: Int! text(max: Int): String product: Product author: User }
      type Product @key(fields: "id") {
        id: ID! cost: Int @external reviews(first: Int = 1): [Review!] label: String @shareable
        worth: String @requires(fields: "cost")
        page: Page @shareable
      }
      type User @key(fields: "id") { id: ID! reviews: [Review] }
      type Page @shareable { total: Int next: String left: Int }
    `,
  },
  users: {
    sdl: `
      type Query { me: User users: [User]! }
      type User @key(fields: "id") @key(fields: "email") { id: ID! email: ID! name: String! friends: [User!]! rank: Rank }
      type Product @key(fields: "id") { id: ID! page: Page @shareable label: String @shareable }
      type Page @shareable { total: Int next: String right: Int }
      enum Rank { LOW HIGH }
    `,
  },
  makers: {
    sdl: `
      type Maker @key(fields: "code { country serial }") @key(fields: "id") { id: ID! code: Code! founded: Int }
      type Code { country: ID! serial: ID! }
    `,
  },
  credit: {
    sdl: `
      type Maker @key(fields: "id") { id: ID! score: Float! boss: User }
      type User @key(fields: "email") { email: ID! limit: Int makers: [Maker!] }
    `,
  },
} as const;
