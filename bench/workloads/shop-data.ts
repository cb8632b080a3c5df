import { randomInts } from './random-ints.ts';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly reviews: Review[];
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
  readonly shippingEstimate: number;
  readonly reviews: Review[];
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly author: User;
  readonly product: Product;
}

export interface Shop {
  readonly users: readonly User[];
  readonly products: readonly Product[];
  readonly reviews: readonly Review[];
}

const seed = 2;
const userNames = ['Ada Moss', 'Ben Okoro', 'Chloe Lind', 'Dev Anand', 'Edda Roth', 'Finn Ito'];
const productNames = ['Desk', 'Bench', 'Jug', 'Stool', 'Radio', 'Lantern', 'Stove', 'Freezer', 'Settee'];
/** The numbers of reviews of the first products, in order; the others have none. */
const reviewCounts = [4, 4, 1, 2];
const bodyLength = { min: 150, max: 900 };
const words =
  'sturdy light arrived early colour differs from the picture would buy again box was dented still works fine my son likes it heavy'.split(
    ' ',
  );

/** The objects of the benchmark's graph, linked in both directions. */
export function buildShop(): Shop {
  const random = randomInts(seed);
  const users = userNames.map(
    (name, index): User => ({
      id: String(index + 1),
      username: name.toLowerCase().replace(' ', '.'),
      name,
      reviews: [],
    }),
  );
  const products = productNames.map((name, index): Product => {
    const [price, weight] = [random(10, 3000), random(20, 6000)];
    const shippingEstimate = estimateShipping(price, weight);
    const inStock = random(0, 1) === 1;
    return { upc: String(index + 1), name, price, weight, inStock, shippingEstimate, reviews: [] };
  });
  const reviewed = products.flatMap((product, index) =>
    Array.from({ length: reviewCounts[index] ?? 0 }, () => product),
  );
  const reviews = reviewed.map((product, index): Review => {
    const author = at(users, index % users.length);
    const review = { id: String(index + 1), body: text(random), author, product };
    author.reviews.push(review);
    product.reviews.push(review);
    return review;
  });
  return { users, products, reviews };
}

/** The inventory's estimate from a price and a weight. */
export function estimateShipping(price: number, weight: number): number {
  return price > 1000 ? 0 : Math.floor(weight / 2);
}

function text(random: (min: number, max: number) => number): string {
  const length = random(bodyLength.min, bodyLength.max);
  let body = at(words, random(0, words.length - 1));
  while (body.length < length) body += ` ${at(words, random(0, words.length - 1))}`;
  return body.slice(0, length).trimEnd();
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`unknown item ${index}`);
  return item;
}
