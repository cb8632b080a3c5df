/**
 * Money, pictures, texts, lists of lists, unions, enums and inputs: the targets of the directives of views. No field is
 * non-null in a type and nullable in its interface: query planners select both at once, which subgraphs refuse.
 */
export const screens = {
  catalog: {
    sdl: `
      type Query {
        products(first: Int = 2, by: Filter, sort: Sort = NEW): [Product!]! product(id: ID!): Product
        bySort(sorts: [Sort!]!): [Product] hero: Block blocks(first: Int): [Block!]! grid: [[Card]] node(id: ID): Node
      }
      type Mutation { rate(input: RateInput!): Product touch(id: ID, sort: Sort): Block! }
      interface Node { id: ID! }
      interface Card { title: String image(maxWidth: Int, quality: Int): String }
      type Product implements Node & Card @key(fields: "id") {
        id: ID! sort: Sort! title: String image(maxWidth: Int, quality: Int): String about: String weight: Float! state: State
        states: [State!] price: Price was: Price! pictures(first: Int): [Picture!] tags: [String] related(first: Int): [Product]
        facts: [[Fact!]]
      }
      type Banner implements Card { title: String image(maxWidth: Int, quality: Int): String until: String clicks: Int! }
      type Tip implements Node { id: ID! text: String! seconds: Int }
      union Block = Product | Banner | Tip
      type Price { amount: Int! currency: String! vat: Float tiers: [Tier!] }
      type Tier { from: Int! price: Price }
      type Picture { url: String! alt: String width: Int }
      type Fact { name: String! value: String }
      enum State { NEW USED BROKEN GONE }
      enum Sort { NEW CHEAP NEAR }
      input Filter { text: String sort: Sort = CHEAP not: Filter all: [Filter!] min: Int = 1 }
      input RateInput { id: ID! stars: Int! by: Filter }
    `,
  },
  stock: {
    sdl: `
      type Query { shops: [Shop!] places(sorts: [Sort]): [Shop!]! shop(id: ID = "a"): Shop! }
      type Shop { id: ID! sort: Sort! name: String at: Place opened: String shelves(first: Int): [[Product!]!] best: Product }
      type Place { lat: Float lon: Float text: String! }
      type Product @key(fields: "id") {
        id: ID! like(sorts: [Sort!]!, max: Int): [Product] stock(at: ID): Stock available: Boolean! rating: Float count: Int
        shop: Shop delivery(days: Int = 2): String @requires(fields: "weight") weight: Float! @external
      }
      enum Sort { NEW CHEAP NEAR }
      type Stock { left: Int status: String! next: String shop: Shop }
    `,
  },
} as const;
