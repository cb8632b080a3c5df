/**
 * Interfaces and unions with different members, `@interfaceObject`, inaccessible elements, `@override`, custom scalars.
 */
export const media = {
  library: {
    sdl: `
      type Query { works: [Work!] work(id: ID!): Work search(text: String): [Found] named: Named shelf: [[Work]] }
      interface Named { name: String }
      interface Work implements Named @key(fields: "id") { id: ID! name: String length: Int }
      type Book implements Work & Named @key(fields: "id") { id: ID! name: String length: Int author: Person state: State at: Stamp }
      type Film implements Work & Named @key(fields: "id") { id: ID! name: String length: Int cast: [Person!] rated: Rating! @shareable }
      type Song implements Work & Named @key(fields: "id") { id: ID! name: String length: Int by: Person old: String }
      type Person implements Named @key(fields: "id") { id: ID! name: String }
      type Secret implements Named @inaccessible { name: String }
      union Found = Book | Film | Person
      enum State { NEW USED LOST @inaccessible }
      type Rating @shareable { age: Int! board: String }
      scalar Stamp
    `,
  },
  loans: {
    sdl: `
      type Query { loans(first: Int): [Loan!]! hot: [Work] }
      type Loan { work: Work! to: Person! days: Int state: State! }
      type Work @key(fields: "id") @interfaceObject { id: ID! length: Int @external loans: [Loan!] left(of: Int = 3): Int fee: Int @requires(fields: "length") }
      type Person @key(fields: "id") { id: ID! loans: [Loan] }
      enum State { NEW USED LOST }
    `,
  },
  charts: {
    sdl: `
      type Query { chart: [Found!] top: Charted }
      interface Charted { place: Int }
      type Film implements Charted @key(fields: "id") { id: ID! place: Int weeks: [Int] rated: Rating! @shareable }
      type Song implements Charted @key(fields: "id") { id: ID! place: Int genre: String old: String @override(from: "library") }
      type Rating @shareable { age: Int! stars: Int }
      type Person @key(fields: "id") { id: ID! fans(min: Int): Int friends: [Person!] }
      union Found = Film | Song | Person
    `,
  },
} as const;
