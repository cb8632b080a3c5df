import type { ProductRecord } from './products.ts';
import { type Random, randomFor } from './random.ts';

const MIN_CHARS = 1_000;
const MAX_CHARS = 19_000;

const OPENINGS = [
  'Made for people who use things every day, the {noun} gets better with every year it is in service.',
  'We asked {brand} for something that would outlast the trend, and the {noun} is what came back.',
  'The {noun} began as a sketch on a napkin in the harbour caf&eacute; &mdash; and then took four winters to get right.',
  'Simple to look at, surprisingly clever to live with: this is the {noun} our own team takes home.',
];

const SENTENCES = [
  'Every seam, edge and joint is finished by hand and checked twice before it leaves the workshop.',
  'It weighs {weight}&nbsp;g, which you will notice the first time you carry it further than planned.',
  'Replacement parts are kept for at least ten years &amp; can be ordered one by one.',
  'The surface is left untreated on purpose: it darkens with use and tells its own story.',
  'In our test it survived 1,000 cycles of wear, washing and general carelessness.',
  'Nothing in it is glued that could be screwed, and nothing is screwed that could be folded.',
  'The packaging is 100&#37; paper; even the tape comes off with the box and into the recycling.',
  'Designed in small numbers, made in slightly larger ones, and never rushed.',
  'Customers tell us that it fits where others of its kind do not, from ship&rsquo;s galley to city flat.',
  '{brand} works with three family-run suppliers, all within a day&rsquo;s drive of each other.',
];

const FEATURES = [
  'Guaranteed for <strong>ten years</strong>',
  'Repairable with ordinary tools',
  'Free of PFAS, BPA &amp; phthalates',
  'Ships in a <a href="https://harbour.example/packaging">box you can return</a>',
  'Tested from &minus;20&nbsp;&deg;C to +60&nbsp;&deg;C',
  'Care instructions printed <em>inside</em>, where you will find them',
];

/** HTML of 1 to 20 KB, as an editor produces it: tables, entities, a stray comment. */
export function buildDescription(seed: number, product: ProductRecord): string {
  const random = randomFor(seed, 'description', product.number);
  // Cubed: most texts are short, a few are essays.
  const target = MIN_CHARS + Math.floor((MAX_CHARS - MIN_CHARS) * random.unit() ** 3);
  let html = `<p class="lead">${fill(random.pick(OPENINGS), product)}</p>\n`;
  while (html.length < target) html += buildSection(random, product);
  return html;
}

/** Structured data for search engines with the same facts. */
export function buildSeoHtml(product: ProductRecord): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    sku: product.sku,
    brand: { '@type': 'Brand', name: product.brand.name },
    category: product.category.name,
  };
  // "<" is escaped so that no text can end the script element.
  return `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}

function buildSection(random: Random, product: ProductRecord): string {
  const heading = random.pick(['Why we like it', 'In use', 'Materials', 'Details', 'From the maker', 'Care']);
  const text = random.sample(SENTENCES, random.int(3, 6)).map((sentence) => fill(sentence, product));
  const paragraph = `<h3>${heading}</h3>\n<p>${text.join(' ')}</p>\n`;
  if (random.chance(0.4)) return paragraph + list(random.sample(FEATURES, random.int(3, 5)));
  if (random.chance(0.3)) return paragraph + table(random, product);
  if (random.chance(0.2)) return `${paragraph}<!-- block: ${product.slug} -->\n`;
  return paragraph;
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `  <li>${item}</li>`).join('\n')}\n</ul>\n`;
}

function table(random: Random, product: ProductRecord): string {
  const rows = [
    ['Article', product.sku],
    ['Weight', `${product.weightGrams}&nbsp;g`],
    ['Batch', `${random.int(1, 60)}&ndash;${random.int(61, 99)}`],
  ];
  const cells = rows.map(([name, value]) => `  <tr><th scope="row">${name}</th><td>${value}</td></tr>`);
  return `<table style="width:100%">\n${cells.join('\n')}\n</table>\n`;
}

function fill(text: string, product: ProductRecord): string {
  return text
    .replace('{noun}', product.category.name.toLowerCase().replaceAll('&', '&amp;'))
    .replace('{brand}', product.brand.name.replaceAll('&', '&amp;'))
    .replace('{weight}', String(product.weightGrams));
}
