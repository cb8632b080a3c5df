export const SHOW_TITLES = [
  'The {} Hour',
  'Made by Hand: {}',
  'A Year of {}',
  '{} Against the Clock',
  'Return to {}',
  'The Secret Life of {}',
  'One Pot, One {}',
  '{} After Dark',
  'Letters on {}',
  'The {} Workshop',
];

export const SHOW_SUBJECTS = [
  'Bread',
  'Wool',
  'Tidewater',
  'Gardens',
  'Lanterns',
  'Mountains',
  'Small Boats',
  'Ceramics',
  'Winter',
  'Vinyl',
  'Espresso',
  'Timber',
  'Allotments',
  'Night Trains',
  'Harbours',
  'Orchards',
  'Looms',
  'Campfires',
];

export const EPISODE_TITLES = [
  'The First Batch',
  'Low Tide',
  'What the Grain Remembers',
  'A Borrowed Kitchen',
  'Second Attempt',
  'Frost Warning',
  'Forty Metres of Rope',
  'The Apprentice',
  'Market Day',
  'Nothing Wasted',
  'The Long Way Round',
  'Open House',
  'Señora Quispe’s Loom',
  'Kiln Weather',
  'Last Ferry',
];

export const GENRES = ['Documentary', 'Cooking', 'Craft', 'Travel', 'Family', 'Nature', 'Makeover', 'Comedy'];

export const CLIP_FORMATS = [
  '60 seconds with {}',
  'Try this: {} at home',
  '{} hacks that work',
  'Behind the scenes: {}',
  'How it is made: {}',
  'Our editor on {}',
];

export const SYNOPSES = [
  'A quiet look at {} and the people who would not do anything else.',
  'When a storm closes the road, the team has three days, two vans and one plan.',
  'The judges ask for something old; what they get is something nobody has seen before.',
  'An archive turns up in an attic, and with it a recipe everyone believed lost.',
  'Back where it started, our hosts learn that {} cannot be hurried — only helped along.',
  'With special guest appearances, two arguments and a very good dog.',
  'Everything shown is for sale, repairable and made within a day’s drive.',
];
