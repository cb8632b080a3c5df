import { buildSchema, print, printSchema, printType } from 'graphql';
import { StartError } from '../../shared/core/start-error.ts';
import { compileView, type ViewInputs } from '../../shared/view/compile-view.ts';
import type { ArgumentValue, View, ViewField } from '../../shared/view/view.ts';

/** A graph with an example of everything that a view can declare. */
export const graph = buildSchema(`
  type Query {
    product(id: ID!): Product
    products(ids: [ID!]!): [Product]
    spotlight(first: Int = 6): [Listing!]
    shelf: [ShelfItem!]!
    orders(status: Status = OPEN, filter: OrderFilter): [Order!]!
    search(term: String!, first: Int = 24): SearchResult!
  }
  type Mutation { order(input: OrderInput!): Order }

  "Anything on a card."
  interface Listing { id: ID! title: String }
  type Product implements Listing {
    id: ID!
    title: String
    "HTML."
    description: String
    price: Price
    picture: String
    photo(maxWidth: Int, maxHeight: Int, as: PhotoFormat, crop: Boolean!): String
    "Newest first."
    reviews(first: Int = 10, after: String): ReviewConnection
    clips(kind: String): [Clip!]
    rating: Float
    stock: Stock!
    createdAt: DateTime!
    related(limit: Int!): [Product!]!
    legacy: String @deprecated(reason: "gone soon")
    internalSku: String
  }
  type Price { current: Money! was: Money discount: Float! }
  type Money { amount: Int! currency: String! }
  type Stock { status: StockStatus! quantity: Int! }
  enum StockStatus { IN_STOCK LOW OUT_OF_STOCK }
  type ReviewConnection { nodes: [Review!]! totalCount: Int! }
  type Review { id: ID! text: String! author: User product: Product }
  type User { id: ID! name: String! }
  type Clip implements Listing { id: ID! title: String seconds: Int! url: String! }
  union ShelfItem = Product | Clip
  type Order { id: ID! status: Status! total: Float! currency: String! lines: [Product!]! }
  enum Status { OPEN CLOSED LOST }
  input OrderFilter { status: Status = CLOSED newest: Boolean nested: OrderFilter }
  input OrderInput { sku: ID! amount: Int! = 1 note: String }
  type SearchResult { hits: [Hit!]! facets: [String!]! totalCount: Int! }
  type Hit { product: Product score: Float! }
  enum PhotoFormat { JPEG WEBP }
  scalar DateTime
`);

/** Compiles the view of the test graph from the text of a view file. */
export function viewOf(text: string, inputs: Partial<ViewInputs> = {}): View {
  return compileView({
    schema: graph,
    client: 'mobile',
    files: text === '' ? [] : [{ file: 'view.graphql', text }],
    shape: undefined,
    slots: ['card', 'heroLow'],
    functions: ['promise', 'three', 'greet'],
    ...inputs,
  });
}

/** Each problem as a line, without the name of the file. */
export function problemsOf(text: string, inputs: Partial<ViewInputs> = {}): readonly string[] {
  try {
    viewOf(text, inputs);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^view\.graphql:/, ''));
  }
  return [];
}

/** A published type as SDL, on one line. */
export function sdlOf({ schema }: View, name: string): string {
  const type = schema.getType(name);
  return type ? printType(type).replace(/\s+/g, ' ') : 'not published';
}

export function fieldOf({ types }: View, type: string, name: string): ViewField {
  const field = types.get(type)?.fields.get(name);
  if (field === undefined) throw new TypeError(`there is no ${type}.${name}`);
  return field;
}

/** The path of a field, e.g. `Product.reviews(first: $first (3, max 10)) ReviewConnection.nodes`. */
export function pathOf(view: View, type: string, name: string): string {
  const steps = fieldOf(view, type, name).steps.map((step) => {
    const given = step.arguments.map((argument) => `${argument.name}: ${shown(argument.value)}`);
    return `${step.type}.${step.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
  });
  return steps.join(' ');
}

function shown(value: ArgumentValue): string {
  switch (value.kind) {
    case 'argument':
      return `$${value.name}${value.cap ? ` (${value.cap.default}, max ${value.cap.max})` : ''}`;
    case 'constant':
      return print(value.value);
    case 'computed':
      return `${value.fn}()`;
    case 'slot':
      return `${value.slot}.${value.part}`;
  }
}

export function sdlOfSchema({ schema }: View): string {
  return printSchema(schema);
}
