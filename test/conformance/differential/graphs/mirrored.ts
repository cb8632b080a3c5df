/**
 * Fields that two subgraphs share and whose values have types that only one of them knows: interfaces with different
 * implementations, at several depths, with names that have another meaning on each type. `mirrored` has root fields of
 * its own; the fields that it shares with `stages` exist only for the planner.
 */
export const mirrored = {
  stages: {
    sdl: `
      type Query { halls: [Hall!] hall(id: ID!): Hall! street: [[Hall]] places: [Place!] }
      type Mutation { open(id: ID!): Hall }
      interface Place { name: String best: Act! }
      type Hall implements Place @key(fields: "id") @key(fields: "code") {
        id: ID! code: ID! name: String stage: Stage @shareable acts(first: Int): [Act] @shareable best: Act! @shareable
      }
      type Tent implements Place { name: String best: Act! @shareable }
      type Stage @shareable { name: String acts: [Act!] lead: Named size: Int bill: [[Act]] }
      interface Act { name: String }
      interface Named { name: String }
      interface Sized { size: Int }
      type Band implements Named & Act & Sized @key(fields: "id") { id: ID! name: String size: Int kind: Int! people: [Person!] next: Act stage: Stage }
      type Troupe implements Named & Act { name: String kind: String people: Person at(hour: Int = 1): Int acts: [[Act]] guest: Named }
      type Speaker implements Named & Act @shareable { name: String kind: String }
      type Person implements Named @key(fields: "id") { id: ID! name: String note: String }
    `,
  },
  mirror: {
    sdl: `
      type Query { films: [Film!] shown: [Act!] }
      interface Place { best: Act! }
      type Hall implements Place @key(fields: "code") {
        code: ID! stage: Stage @shareable acts(first: Int): [Act] @shareable best: Act! @shareable
      }
      type Stage @shareable { name: String acts: [Act!] lead: Named size: Int bill: [[Act]] }
      interface Act { name: String }
      interface Named { name: String }
      type Speaker implements Named & Act @shareable { name: String kind: String }
      type Film implements Named & Act { name: String kind: [Int] stars: [Person] }
      type Person implements Named @key(fields: "id") { id: ID! height: Int name: String @external }
    `,
  },
  fans: {
    sdl: `
      type Band implements Liked @key(fields: "id") { id: ID! genre: String likes(min: Int): Int fans: [Person!] name: String @external slogan: String @requires(fields: "name") home: Hall }
      type Hall @key(fields: "id", resolvable: false) { id: ID! }
      type Person implements Liked @key(fields: "id") { id: ID! likes(min: Int): Int band: Band note: String @external echo: String @requires(fields: "note") }
      interface Liked { likes(min: Int): Int }
    `,
  },
} as const;

/** Fields that `mirror` never receives: `stages` is always nearer. */
export const mirroredFields = {
  mirror: [
    ...['Hall.stage', 'Hall.acts', 'Hall.best', 'Place.best'],
    ...['Stage.name', 'Stage.acts', 'Stage.lead', 'Stage.size', 'Stage.bill'],
  ],
} as const;
