/** Graphs with unions, interfaces and interface objects that planners were reported to get wrong. */
export const abstractGraphs = {
  'unions in unions with other arguments': {
    search: `
      type Query { search: [Result] }
      union Result = Movie | Article
      union Section = Collection | Gallery
      type Movie @key(fields: "id") { id: ID! sections: [Section] main: Section }
      type Article @key(fields: "id") { id: ID! sections: [Section] main: Section }
      type Collection @key(fields: "id") { id: ID! }
      type Gallery @key(fields: "id") { id: ID! }
    `,
    art: `
      type Collection @key(fields: "id") { id: ID! title: String art(of: String): String }
      type Gallery @key(fields: "id") { id: ID! art(of: String): String }
    `,
  },
  'a stub of an entity that is a member elsewhere': {
    one: `
      type Query { fromOne: Merged stub: C }
      type A { a: String } type B @shareable { b: String } type C @key(fields: "c", resolvable: false) { c: String! }
      union Merged = A | B
    `,
    two: `
      type Query { fromTwo: Merged both: [Merged] }
      type B @shareable { b: String } type C @key(fields: "c") { c: String! size: Int again: Merged }
      union Merged = B | C
    `,
  },
  'a shared interface field with other implementations': {
    one: `
      type Query { node(id: ID!): Node @shareable nodes: [Node] @shareable users: [Node] }
      interface Node { id: ID! }
      type User implements Node @key(fields: "id") { id: ID! prop: String }
      type Both implements Node @key(fields: "id") { id: ID! left: String }
    `,
    two: `
      type Query { node(id: ID!): Node @shareable nodes: [Node] @shareable clients: [Node] }
      interface Node { id: ID! }
      type Client implements Node @key(fields: "id") { id: ID! prop: Int user: Node }
      type Both implements Node @key(fields: "id") { id: ID! right: String }
    `,
  },
  'fragments on interfaces around types with narrower fields': {
    only: `
      type Query { nba: NbaCard! cards: [Card] base: BaseCard }
      interface Player { id: Int! slug: String! }
      interface Card { id: Int! player: Player! other: Card }
      type NbaPlayer implements Player { id: Int! slug: String! team: String }
      type BasePlayer implements Player @key(fields: "id") { id: Int! slug: String! }
      type NbaCard implements Card { id: Int! player: NbaPlayer! other: NbaCard }
      type BaseCard implements Card @key(fields: "id") { id: Int! player: BasePlayer! other: Card }
    `,
    more: 'type BasePlayer @key(fields: "id") { id: Int! average: Int } type BaseCard @key(fields: "id") { id: Int! price: Int similar: [BaseCard] }',
  },
  'a value behind an interface, complete only by the keys of the implementations': {
    a: `
      type Query { items: [Item] }
      interface Item { id: ID! data: Data }
      type Book implements Item @key(fields: "id") { id: ID! data: Data @shareable }
      type Film implements Item @key(fields: "id") { id: ID! data: Data @shareable }
      type Data @shareable { x: Int }
    `,
    b: `
      type Book @key(fields: "id") { id: ID! data: Data @shareable }
      type Film @key(fields: "id") { id: ID! data: Data @shareable }
      type Data @shareable { x: Int y: Int z: Sub }
      type Sub @shareable { b: Int }
    `,
    c: 'type Film @key(fields: "id") { id: ID! data: Data @shareable c: Int } type Data @shareable { z: Sub } type Sub @shareable { b: Int }',
  },
  'an interface of entities in five subgraphs': {
    one: `
      type Query { item: Item items: [Item] }
      interface Item @key(fields: "id") { id: ID! prop: String }
      type Product implements Item @key(fields: "id") { id: ID! prop: String @shareable }
      type Service implements Item @key(fields: "id") { id: ID! prop: String @shareable }
    `,
    two: `
      interface Item @key(fields: "id") { id: ID! new: String }
      type Product implements Item @key(fields: "id") { id: ID! new: String }
      type Service implements Item @key(fields: "id") { id: ID! new: String }
    `,
    three:
      'type Item @key(fields: "id") @interfaceObject { id: ID! added: String offer: Offer } type Offer @key(fields: "id") { id: ID! }',
    four: 'type Offer @key(fields: "id") { id: ID! price: Int of: Item } type Item @key(fields: "id") @interfaceObject { id: ID! rating: Int }',
    five: 'type Query { products: [Product] offers: [Offer] } type Product @key(fields: "id") { id: ID! weight: Int } type Offer @key(fields: "id", resolvable: false) { id: ID! }',
  },
  'an interface object beside subgraphs that only return its interface': {
    media: `
      type Query { media: Media all: [Media!] }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Video implements Media @key(fields: "id") { id: ID! title: String length: Int }
      type Article implements Media @key(fields: "id") { id: ID! title: String words: Int }
    `,
    author: `
      type Query { author: Author }
      type Author @key(fields: "id") { id: ID! name: String works: [Media] }
      type Media @key(fields: "id") @interfaceObject { id: ID! authorName: String title: String @external shout: String @requires(fields: "title") }
    `,
    playlist: `
      type Query { playlist: Playlist }
      type Playlist @key(fields: "id") { id: ID! name: String media: Media }
      type Media @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
    `,
  },
  'members of a union behind shared values': {
    a: `
      type Query { rootA: Container shared: Container @shareable }
      type Container @key(fields: "id") { id: ID! wrapper: Wrapper @shareable }
      type Wrapper @shareable { actions: [Action!]! }
      union Action = Common | OnlyA
      type Common @shareable { label: String } type OnlyA { a: String }
    `,
    b: `
      type Query { rootB: Container shared: Container @shareable }
      type Container @key(fields: "id") { id: ID! wrapper: Wrapper @shareable bWrapper: Wrapper }
      type Wrapper @shareable { actions: [Action!]! }
      union Action = Common | OnlyB
      type Common @shareable { label: String } type OnlyB { b: String }
    `,
  },
  'an entity in each member of a union, with fields of three subgraphs': {
    a: `
      type Query { review: Review reviews: [[Review]] }
      type Product @key(fields: "id") { id: ID! }
      union Review = Anonymous | Signed
      type Anonymous { product: Product } type Signed { product: Product by: [Product!] }
    `,
    b: 'type Product @key(fields: "id") @key(fields: "pid") { id: ID! b: String pid: ID! @shareable }',
    c: 'type Product @key(fields: "id") { id: ID! c(n: Int): String }',
    d: 'type Product @key(fields: "pid") { pid: ID! @shareable d: String review: String @requires(fields: "b") b: String @external }',
  },
  'a union and two interfaces spread over subgraphs': {
    a: `
      type Query { products: [Product] node(id: ID!): Node nodes: [Node] toasters: [Toaster] }
      union Product = Oven | Toaster
      interface Node { id: ID! } interface Covered { warranty: Int }
      type Oven @key(fields: "id") { id: ID! }
      type Toaster implements Node & Covered @key(fields: "id") { id: ID! warranty: Int }
    `,
    b: `
      interface Node { id: ID! } interface Covered { warranty: Int }
      type Oven implements Node & Covered @key(fields: "id") { id: ID! warranty: Int }
      type Toaster implements Node @key(fields: "id") { id: ID! slots: Int }
    `,
  },
  'an interface field that is not in all its subgraphs': {
    a: `
      type Query { shapes: [Shape] }
      interface Shape { id: ID! area: Int }
      type Square implements Shape @key(fields: "id") { id: ID! area: Int side: Int }
      type Circle implements Shape @key(fields: "id") { id: ID! area: Int radius: Int }
    `,
    b: `
      type Query { framed: [Shape] boxed: [Sized] }
      interface Shape { id: ID! } interface Sized { id: ID! size: Int }
      type Square implements Shape & Sized @key(fields: "id") { id: ID! size: Int }
      type Circle implements Shape @key(fields: "id") { id: ID! size(in: String): Int }
      type Line implements Shape & Sized @key(fields: "id") { id: ID! size: Int area: Int }
    `,
  },
} as const;
