/** Where buyers live: real cities with rough weights, invented people. */
export interface Place {
  country: string;
  region: string;
  city: string;
}

type Places = readonly (readonly [Place, number])[];

function placesOf(country: string, list: readonly (readonly [region: string, city: string, weight: number])[]): Places {
  return list.map(([region, city, weight]) => [{ country, region, city }, weight] as const);
}

export const AMERICAN_PLACES: Places = [
  ...placesOf('US', [
    ['CA', 'Los Angeles', 12],
    ['CA', 'San Francisco', 8],
    ['CA', 'San Diego', 5],
    ['NY', 'New York', 13],
    ['NY', 'Buffalo', 2],
    ['TX', 'Austin', 6],
    ['TX', 'Houston', 6],
    ['TX', 'Dallas', 5],
    ['FL', 'Miami', 5],
    ['FL', 'Orlando', 4],
    ['IL', 'Chicago', 7],
    ['WA', 'Seattle', 6],
    ['OR', 'Portland', 5],
    ['MA', 'Boston', 5],
    ['PA', 'Philadelphia', 4],
    ['CO', 'Denver', 5],
    ['GA', 'Atlanta', 4],
    ['NC', 'Raleigh', 3],
    ['MN', 'Minneapolis', 3],
    ['AZ', 'Phoenix', 3],
    ['MI', 'Ann Arbor', 2],
    ['VT', 'Burlington', 1],
  ]),
  ...placesOf('CA', [
    ['ON', 'Toronto', 3],
    ['BC', 'Vancouver', 2],
    ['QC', 'Montréal', 1],
  ]),
];

export const INDIAN_PLACES: Places = placesOf('IN', [
  ['Maharashtra', 'Mumbai', 16],
  ['Maharashtra', 'Pune', 8],
  ['Karnataka', 'Bengaluru', 17],
  ['Delhi', 'New Delhi', 14],
  ['Telangana', 'Hyderabad', 10],
  ['Tamil Nadu', 'Chennai', 9],
  ['West Bengal', 'Kolkata', 7],
  ['Gujarat', 'Ahmedabad', 6],
  ['Rajasthan', 'Jaipur', 4],
  ['Uttar Pradesh', 'Lucknow', 4],
  ['Kerala', 'Kochi', 4],
  ['Haryana', 'Gurugram', 5],
]);

export const EUROPEAN_PLACES: Places = [
  ...placesOf('DE', [
    ['Berlin', 'Berlin', 14],
    ['Hamburg', 'Hamburg', 8],
    ['Bayern', 'München', 9],
    ['Nordrhein-Westfalen', 'Köln', 8],
    ['Sachsen', 'Leipzig', 4],
  ]),
  ...placesOf('FR', [
    ['Île-de-France', 'Paris', 9],
    ['Auvergne-Rhône-Alpes', 'Lyon', 4],
  ]),
  ...placesOf('NL', [
    ['Noord-Holland', 'Amsterdam', 6],
    ['Utrecht', 'Utrecht', 3],
  ]),
  ...placesOf('AT', [['Wien', 'Wien', 4]]),
  ...placesOf('IT', [['Lombardia', 'Milano', 3]]),
  ...placesOf('ES', [['Cataluña', 'Barcelona', 3]]),
];

export const BRITISH_PLACES: Places = [
  ...placesOf('GB', [
    ['England', 'London', 20],
    ['England', 'Manchester', 8],
    ['England', 'Bristol', 7],
    ['England', 'Leeds', 6],
    ['England', 'Brighton', 5],
    ['Scotland', 'Edinburgh', 6],
    ['Scotland', 'Glasgow', 5],
    ['Wales', 'Cardiff', 4],
    ['Northern Ireland', 'Belfast', 3],
  ]),
  ...placesOf('IE', [['Leinster', 'Dublin', 4]]),
];

const FIRST_NAMES = [
  'Ada',
  'Bela',
  'Cleo',
  'Dario',
  'Elif',
  'Farah',
  'Gita',
  'Hugo',
  'Ines',
  'Jonas',
  'Kavya',
  'Leo',
  'Mira',
  'Noor',
  'Oskar',
  'Priya',
  'Quinn',
  'Rosa',
  'Samir',
  'Tessa',
  'Uma',
  'Viktor',
  'Wren',
  'Yusuf',
  'Zoë',
] as const;
const LAST_NAMES = [
  'Abbott',
  'Bauer',
  'Castell',
  'Desai',
  'Ekman',
  'Fenwick',
  'Gallo',
  'Hart',
  'Iyer',
  'Joshi',
  'Keller',
  'Lindqvist',
  'Marsh',
  'Nair',
  'Okafor',
  'Pereira',
  'Quist',
  'Rao',
  'Sørensen',
  'Tran',
  'Underhill',
  'Varga',
  'Wells',
  'Yilmaz',
  'Zeller',
] as const;

/** Name of the buyer with this number: invented, and the same each time. */
export function buyerName(number: number): string {
  const first = FIRST_NAMES[(number * 7) % FIRST_NAMES.length] ?? FIRST_NAMES[0];
  const last = LAST_NAMES[(number * 11 + Math.floor(number / FIRST_NAMES.length)) % LAST_NAMES.length] ?? LAST_NAMES[0];
  return `${first} ${last}`;
}
