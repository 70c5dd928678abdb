/** Names sources use that are not the English display name of the runtime's region data. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'czech republic': 'CZ',
  eire: 'IE',
  england: 'GB',
  'great britain': 'GB',
  holland: 'NL',
  'hong kong': 'HK',
  macau: 'MO',
  rsa: 'ZA',
  russia: 'RU',
  'south korea': 'KR',
  'the netherlands': 'NL',
  turkey: 'TR',
  uae: 'AE',
  uk: 'GB',
  'united states of america': 'US',
  usa: 'US',
  vietnam: 'VN',
};

let byName: Map<string, string> | undefined;

function countryNames(): Map<string, string> {
  if (byName) return byName;
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  byName = new Map(Object.entries(OTHER_NAMES));
  for (const first of letters) {
    for (const second of letters) {
      const name = names.of(first + second)?.toLowerCase();
      // Withdrawn codes (BU, DD) share the name of their successor, which is the one to use: it canonicalises to itself.
      if (name && !byName.has(name) && Intl.getCanonicalLocales(`und-${first}${second}`)[0] === `und-${first}${second}`)
        byName.set(name, first + second);
    }
  }
  return byName;
}

/** ISO 3166 code of a country given by code or English name; the text itself when it is neither; null when empty. */
export function toCountry(text: string): string | null {
  if (text === '' || /^(unspecified|unknown|n\/a)$/i.test(text)) return null;
  if (/^[A-Za-z]{2}$/.test(text) && !OTHER_NAMES[text.toLowerCase()]) return text.toUpperCase();
  return countryNames().get(text.toLowerCase()) ?? text;
}
