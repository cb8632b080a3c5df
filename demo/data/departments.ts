/** A leaf of the category tree and the characteristics of its products. */
export interface Aisle {
  readonly slug: string;
  readonly name: string;
  readonly nouns: readonly string[];
  readonly looks: readonly string[];
  readonly variants: readonly string[];
  /** Lightest and heaviest, in grams. */
  readonly weight: readonly [number, number];
  /** Cheapest and most expensive, in whole dollars. */
  readonly price: readonly [number, number];
}

export interface Department {
  readonly slug: string;
  readonly name: string;
  readonly aisles: readonly Aisle[];
}

/** Lists that several aisles share. */
const SHARED: ReadonlyMap<string, string> = new Map([
  ['COLOURS', 'Charcoal, Moss, Sand, Navy, Rust, Ecru, Slate, Clay'],
  ['SIZES', 'Small, Medium, Large, Set of 2, Set of 4'],
  ['CLOTHES', 'Cropped, Relaxed, Heavyweight, Everyday, Quilted, Brushed, Organic, Recycled'],
]);

/** Departments and their aisles: name | nouns | looks | variants | weight in grams | price in dollars. */
const TABLE = `
Kitchen & Dining
  Cookware | Casserole, Sauté Pan, Stockpot, Skillet, Wok | Enamelled, Cast-Iron, Tri-Ply, Copper-Core, Carbon-Steel | 20 cm, 24 cm, 28 cm, 32 cm | 900-6200 | 29-249
  Knives | Chef's Knife, Paring Knife, Bread Knife, Santoku, Cleaver | Forged, Damascus, Walnut-Handled, Full-Tang | 12 cm, 16 cm, 20 cm | 90-520 | 19-189
  Tableware | Dinner Plate, Serving Bowl, Pitcher, Mug, Platter | Stoneware, Porcelain, Hand-Glazed, Speckled | SIZES | 250-2600 | 9-79
  Coffee & Tea | Pour-Over Kettle, French Press, Burr Grinder, Teapot, Dripper | Matte, Gooseneck, Borosilicate, Double-Walled | COLOURS | 300-2400 | 18-219
  Small Appliances | Stand Mixer, Blender, Toaster, Waffle Maker, Food Processor | Quiet, Compact, Retro, Variable-Speed | COLOURS | 1500-9800 | 39-449
Home & Living
  Bedding | Duvet Cover, Quilt, Pillowcase, Flat Sheet, Throw | Washed-Linen, Percale, Waffle, Stonewashed | COLOURS | 400-3400 | 24-239
  Lighting | Table Lamp, Pendant, Floor Lamp, Wall Sconce, Desk Lamp | Brass, Opal-Glass, Paper, Adjustable | COLOURS | 600-7800 | 35-379
  Storage | Basket, Crate, Shelf Unit, Hook Rail, Linen Bin | Woven, Stackable, Oak, Powder-Coated | SIZES | 350-12500 | 12-259
  Rugs | Runner, Area Rug, Doormat, Kilim, Round Rug | Hand-Tufted, Jute, Flatweave, Undyed | 60 × 90 cm, 120 × 180 cm, 160 × 230 cm | 900-18500 | 25-649
  Candles | Scented Candle, Pillar Candle, Wax Melt, Candle Holder, Diffuser | Beeswax, Cedar, Fig-Leaf, Sea-Salt | SIZES | 120-1100 | 8-64
Outdoor & Camping
  Tents | Dome Tent, Tunnel Tent, Tarp, Bivouac, Awning | Four-Season, Ultralight, Freestanding, Family | 1 Person, 2 Person, 4 Person, 6 Person | 700-14800 | 69-899
  Sleeping Bags | Sleeping Bag, Quilt, Liner, Sleeping Mat, Camp Pillow | Down, Synthetic, Insulated, Mummy | +8 °C, 0 °C, −7 °C, −15 °C | 280-2300 | 25-489
  Backpacks | Backpack, Daypack, Hip Pack, Duffel, Dry Bag | Framed, Roll-Top, Ventilated, Waterproof | 12 L, 24 L, 38 L, 55 L, 70 L | 180-2400 | 29-329
  Camp Kitchen | Stove, Cook Set, Spork, Cool Box, Water Filter | Titanium, Nesting, Windproof, Foldable | SIZES | 20-6900 | 7-249
  Navigation | Compass, Head Torch, Altimeter, Map Case, Whistle | Sighting, Rechargeable, Rugged, Waterproof | COLOURS | 15-420 | 6-349
Clothing
  Jackets | Parka, Rain Jacket, Field Coat, Gilet, Anorak | CLOTHES | COLOURS | 320-1600 | 59-449
  Knitwear | Crew Sweater, Cardigan, Beanie, Roll-Neck, Scarf | Merino, Lambswool, Cable-Knit, Alpaca | COLOURS | 80-900 | 19-189
  Shirts | Oxford Shirt, Flannel Shirt, Overshirt, T-Shirt, Polo | CLOTHES | COLOURS | 140-480 | 15-119
  Trousers | Chinos, Cargo Trousers, Jeans, Shorts, Joggers | CLOTHES | COLOURS | 250-850 | 29-159
  Base Layers | Long-Sleeve Top, Leggings, Vest, Briefs, Balaclava | Merino, Seamless, Thermal, Bamboo | COLOURS | 45-320 | 14-99
Footwear
  Hiking Boots | Mid Boot, Approach Shoe, Winter Boot, Trekking Boot | Waterproof, Leather, Resoleable, Vegan | EU 38, EU 40, EU 42, EU 44 | 700-1750 | 79-329
  Running Shoes | Trail Shoe, Road Shoe, Racing Flat, Recovery Shoe | Cushioned, Carbon-Plated, Wide-Fit, Lightweight | EU 38, EU 40, EU 42, EU 44 | 360-780 | 59-259
  Sandals | Slide, Trekking Sandal, Espadrille, Clog | Cork, Strapped, Moulded, Suede | EU 37, EU 39, EU 41, EU 43 | 280-760 | 24-139
  Slippers | Slipper, Hut Shoe, Moccasin, Bootie | Felted, Shearling, Quilted, Boiled-Wool | EU 37, EU 39, EU 41, EU 43 | 190-540 | 19-109
  Socks | Hiking Sock, Ankle Sock, Knee Sock, Bed Sock | Merino, Ribbed, Compression, Cushioned | 2-Pack, 3-Pack, 5-Pack | 40-240 | 8-49
Electronics
  Headphones | Over-Ear Headphones, Earbuds, Sleep Headphones, Headset | Noise-Cancelling, Open-Back, Wireless, Studio | COLOURS | 45-420 | 29-549
  Speakers | Bookshelf Speaker, Portable Speaker, Soundbar, Record Player | Bluetooth, Multiroom, Walnut, Splash-Proof | COLOURS | 420-9400 | 39-799
  Chargers | Wall Charger, Power Bank, Charging Pad, Cable | GaN, Braided, Slim, Magnetic | 20 W, 45 W, 65 W, 100 W | 40-680 | 9-129
  Smart Home | Thermostat, Light Bulb, Door Sensor, Plug, Doorbell | Matter, Zigbee, Battery-Free, Dimmable | Single, 2-Pack, 4-Pack | 50-740 | 12-249
  Cameras | Instant Camera, Action Camera, Lens, Tripod, Camera Strap | Compact, Weather-Sealed, Carbon, Travel | COLOURS | 90-2900 | 25-1249
Garden
  Hand Tools | Trowel, Secateurs, Hoe, Dibber, Pruning Saw | Ash-Handled, Stainless, Japanese, Forged | SIZES | 140-1900 | 9-89
  Planters | Planter, Window Box, Hanging Pot, Raised Bed, Saucer | Terracotta, Fibreclay, Galvanised, Glazed | SIZES | 300-15800 | 11-279
  Seeds | Seed Box, Tomato Seeds, Meadow Mix, Herb Kit, Bulbs | Heirloom, Organic, Pollinator, Cold-Hardy | SIZES | 15-900 | 4-49
  Watering | Watering Can, Hose, Sprinkler, Rain Gauge, Drip Kit | Long-Reach, Galvanised, Flat-Pack, Timer | 1.5 L, 5 L, 10 L | 120-5200 | 9-149
  Garden Furniture | Bench, Bistro Table, Deck Chair, Hammock, Parasol | Teak, Folding, Acacia, Weatherproof | COLOURS | 2100-28500 | 45-949
Kids
  Wooden Toys | Train Set, Building Blocks, Stacking Tower, Play Kitchen | Beech, Painted, Rainbow, Classic | SIZES | 300-8600 | 14-199
  Puzzles | Floor Puzzle, Jigsaw, Memory Game, Tangram | World-Map, Woodland, Ocean, Night-Sky | 24 Pieces, 100 Pieces, 500 Pieces | 180-1400 | 9-59
  Craft | Paint Set, Loom, Modelling Clay, Sticker Book | Washable, Plant-Based, Starter, Deluxe | SIZES | 120-2100 | 7-69
  Ride-Ons | Balance Bike, Scooter, Trike, Rocking Horse | Steel-Framed, Birch, Foldable, Adjustable | COLOURS | 1800-7900 | 39-249
  Children's Books | Picture Book, Atlas, Bedtime Stories, Activity Book | Illustrated, Lift-the-Flap, Pocket, Anniversary | Hardback, Paperback, Board Book | 140-1300 | 6-39
`;

export const DEPARTMENTS: readonly Department[] = TABLE.trim()
  .split(/\n(?! )/)
  .map(parseDepartment);

/** `Kitchen & Dining` -> `kitchen-dining`. */
export function toSlug(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .trim()
    .replace(/[ -]+/g, '-');
}

function parseDepartment(text: string): Department {
  const [name = '', ...rows] = text.split('\n');
  return { slug: toSlug(name), name, aisles: rows.map(parseAisle) };
}

function parseAisle(row: string): Aisle {
  const [name = '', nouns = '', looks = '', variants = '', weight = '', price = ''] = row.trim().split(' | ');
  return {
    slug: toSlug(name),
    name,
    nouns: parseList(nouns),
    looks: parseList(looks),
    variants: parseList(variants),
    weight: parseRange(weight),
    price: parseRange(price),
  };
}

function parseList(text: string): string[] {
  return (SHARED.get(text) ?? text).split(', ');
}

function parseRange(text: string): [number, number] {
  const [from = '', to = ''] = text.split('-');
  return [Number(from), Number(to)];
}
