import { z } from 'zod';
import { AppError } from '../../errors';
import { rarity } from '../../math/phrases/fit-phrases';
import { PhraseTable } from '../../math/phrases/phrase-table';

/** Raised when the tokeniser or the meaning of a field changes: a file of another version is refused, never misread. */
export const MODEL_VERSION = 1;

const measuredSchema = z.object({
  by: z.string(),
  auc: z.number().min(0).max(1),
  recallAtOnePercentFalseAlarms: z.number().min(0).max(1),
  accuracy: z.number().min(0).max(1),
  brier: z.number().min(0).max(1),
  calibrationError: z.number().min(0).max(1),
});

/** What a person must know before believing the model. */
export const modelCardSchema = z.object({
  name: z.string().min(1),
  version: z.literal(MODEL_VERSION),
  trainedOn: z.string().min(1),
  trained: z.iso.date(),
  texts: z.int().positive(),
  fakes: z.int().positive(),
  phrases: z.int().positive(),
  recipe: z.string(),
  removed: z.string(),
  measured: measuredSchema,
  checksum: z.string().length(8),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

const modelFileSchema = z.object({
  card: modelCardSchema,
  calibration: z.object({ slope: z.number().positive(), intercept: z.number() }),
  intercept: z.number(),
  weightScale: z.number().positive(),
  /** Phrases, one a line. */
  phrases: z.string(),
  /** In how many texts each phrase occurs, 32 bits each, and its weight in units of the scale, 16 bits each; base64, little-endian. */
  frequencies: z.base64(),
  weights: z.base64(),
});
export type TextModelFile = z.infer<typeof modelFileSchema>;

/** A model ready to score. */
export interface TextModel {
  card: ModelCard;
  table: PhraseTable;
  /** By phrase number: weight, and rarity; rarity is 0 for beginnings of phrases that are none themselves. */
  weights: Float32Array;
  rarities: Float32Array;
  /** 1 for single words, 0 for marks, numbers and longer phrases: what tells a known language. */
  isWord: Uint8Array;
  intercept: number;
  calibration: { slope: number; intercept: number };
  /** Log-odds of fake among the texts it learned from: taken out again before it is joined with other evidence. */
  priorLogOdds: number;
}

/** The fields the checksum covers, joined. */
type Payload = Omit<TextModelFile, 'card'>;

/** FNV-1a over everything that scores: tells a damaged file, not a forged one. */
export function checksumOf({ calibration, intercept, weightScale, phrases, frequencies, weights }: Payload): string {
  const text = [calibration.slope, calibration.intercept, intercept, weightScale, phrases, frequencies, weights].join('\u0000');
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * Reads a model file. @throws AppError unreadable_file when it is damaged or of another version; the caller keeps the model
 * it has.
 */
export function readTextModel(json: string): TextModel {
  const file = parseFile(json);
  if (checksumOf(file) !== file.card.checksum) throw damaged('its checksum does not fit');
  const phrases = file.phrases.split('\n');
  const frequencies = new Uint32Array(bytesOf(file.frequencies).buffer);
  const units = new Int16Array(bytesOf(file.weights).buffer);
  const { texts, fakes } = file.card;
  if (phrases.length !== file.card.phrases || frequencies.length !== phrases.length || units.length !== phrases.length)
    throw damaged('its lists differ in length');
  const table = new PhraseTable();
  const ids = phrases.map((phrase) => table.addPhrase(phrase));
  const weights = new Float32Array(table.size);
  const rarities = new Float32Array(table.size);
  const isWord = new Uint8Array(table.size);
  for (const [place, id] of ids.entries()) {
    if (table.isWord(id) && /^\p{L}/u.test(phrases[place] ?? '')) isWord[id] = 1;
    weights[id] = (units[place] ?? 0) * file.weightScale;
    rarities[id] = rarity(texts, frequencies[place] ?? 0);
  }
  return {
    card: file.card,
    table,
    weights,
    rarities,
    isWord,
    intercept: file.intercept,
    calibration: file.calibration,
    priorLogOdds: Math.log(fakes / (texts - fakes)),
  };
}

function parseFile(json: string): TextModelFile {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (cause) {
    throw damaged('it is no JSON', cause);
  }
  const version = z.object({ card: z.object({ version: z.unknown() }) }).safeParse(content);
  if (version.success && version.data.card.version !== MODEL_VERSION)
    throw new AppError(
      'unreadable_file',
      `The review text model is of version ${String(version.data.card.version)}; this program reads version ${MODEL_VERSION}.`,
      {
        field: 'version',
        remedy: 'Train it again with `npx shopiq trust train`. The model in use stays.',
      },
    );
  const parsed = modelFileSchema.safeParse(content);
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.path.join('.') ?? 'its shape', parsed.error);
  return parsed.data;
}

function damaged(what: string, cause?: unknown): AppError {
  return new AppError('unreadable_file', `The review text model is damaged (${what}).`, {
    field: 'model',
    remedy: 'Train it again with `npx shopiq trust train`, or restore the file. The model in use stays.',
    cause,
  });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 4);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return text.length % 4 === 0 ? bytes : bytes.slice(0, text.length);
}

export function base64Of(values: Uint32Array | Int16Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
