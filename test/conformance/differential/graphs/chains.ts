/**
 * `@requires` of fields that have `@requires` themselves, in both directions; a nullable key next to a non-null one.
 */
export const chains = {
  base: {
    sdl: `
      type Query { jobs: [Job!] job(id: ID!): Job }
      type Job @key(fields: "id") @key(fields: "code") {
        id: ID code: ID! a: Int next: Job list(first: Int): [Job!]
        c: Int @external
        d: Int @requires(fields: "c")
      }
    `,
  },
  second: {
    sdl: `
      type Query { seconds: [Job] }
      type Job @key(fields: "id") @key(fields: "code") {
        id: ID code: ID! plain: String
        a: Int @external
        b: Int @requires(fields: "a")
        half: Half @requires(fields: "a")
      }
      type Half { of: Int same: Job note(n: Int = 1): String }
    `,
  },
  third: {
    sdl: `
      type Query { thirds: [Job] }
      type Job @key(fields: "code") {
        code: ID! label(x: Int): String
        b: Int @external
        d: Int @external
        half: Half @external
        c: Int @requires(fields: "b")
        e: Int @requires(fields: "b d")
        whole: Int @requires(fields: "half { of }")
      }
      type Half @external { of: Int }
    `,
  },
  fourth: {
    sdl: `
      type Job @key(fields: "id", resolvable: false) @key(fields: "code") {
        id: ID code: ID! e: Int @external whole: Int @external
        sum: Int @requires(fields: "e whole")
        near: [Job]
      }
    `,
  },
} as const;
