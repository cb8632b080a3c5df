import { planTable } from './plan-table.ts';

planTable('the fetches of objects of several types', [
  {
    name: 'a field that a different subgraph resolves for each type',
    subgraphs: {
      media: `
        type Query { media: [Media] }
        interface Media { id: ID! by: User }
        type Book implements Media @key(fields: "id") { id: ID! by: User @external }
        type Film implements Media @key(fields: "id") { id: ID! by: User @external }
        type User @key(fields: "id") { id: ID! }
      `,
      books: 'type Book @key(fields: "id") { id: ID! by: User } type User @key(fields: "id") { id: ID! }',
      films: 'type Film @key(fields: "id") { id: ID! by: User } type User @key(fields: "id") { id: ID! }',
      accounts: 'type User @key(fields: "id") { id: ID! name: String }',
    },
    plans: [
      [
        '{ media { by { name } } }',
        'media()',
        'books(media.@) after media()',
        'films(media.@) after media()',
        'accounts(media.@.by) after books(media.@), films(media.@)',
      ],
    ],
  },
  {
    name: '@interfaceObject',
    subgraphs: {
      media: `
        type Query { media: [Media] }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String }
      `,
      ratings: `
        type Query { rated: [Media] }
        type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }
      `,
    },
    plans: [
      ['{ media { title stars } }', 'media()', 'ratings(media.@) after media()'],
      ['{ rated { id stars } }', 'ratings()'],
      ['{ rated { __typename } }', 'ratings()', 'media(rated.@) after ratings()'],
      ['{ rated { ... on Book { pages } } }', 'ratings()', 'media(rated.@) after ratings()'],
    ],
  },
  {
    name: 'unions with other members in each subgraph',
    subgraphs: {
      a: `
        type Query { found: Found @shareable owned: Owned }
        union Found = Book | Film
        union Owned = Book | Film
        type Book @key(fields: "id") { id: ID! }
        type Film @key(fields: "id") { id: ID! }
      `,
      b: `
        type Query { found: Found @shareable }
        union Found = Book | Song
        type Book @key(fields: "id") { id: ID! pages: Int }
        type Film @key(fields: "id") { id: ID! length: Int }
        type Song @key(fields: "id") { id: ID! }
      `,
    },
    plans: [
      ['{ found { ... on Book { pages } } }', 'b()'],
      ['{ found { ... on Film { length } ... on Book { pages } } }', 'b()'],
      ['{ found { __typename ... on Film { id } ... on Book { id } } }', 'a()'],
      ['{ owned { ... on Film { length } } }', 'a()', 'b(owned) after a()'],
    ],
  },
  {
    name: 'an interface with other types in each subgraph',
    subgraphs: {
      a: `
        type Query { owner: Owner }
        interface Pet { name: String }
        type Owner @key(fields: "id") { id: ID! pets: [Pet] @shareable }
        type Cat implements Pet @shareable { name: String }
      `,
      b: `
        type Query { other: Owner }
        interface Pet { name: String }
        type Owner @key(fields: "id") { id: ID! pets: [Pet] @shareable }
        type Cat implements Pet @shareable { name: String }
        type Dog implements Pet { name: String bark: Int }
      `,
    },
    plans: [
      ['{ owner { pets { name } } }', 'a()'],
      ['{ owner { pets { ... on Dog { bark } ... on Cat { name } } } }', 'a()'],
      ['{ other { pets { ... on Dog { bark } } } }', 'b()'],
    ],
  },
]);
