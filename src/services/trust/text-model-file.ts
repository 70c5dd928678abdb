import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@/core/errors';
import { readTextModel, type TextModel, type TextModelFile } from '@/core/trust/text/model';

/** The model shipped with the product, found from the program's folder as the word vectors are. */
export const SHIPPED_MODEL = path.resolve('src/services/trust/review-text-model/model.json');
const CARD = 'card.json';

let shipped: TextModel | undefined;

/** The shipped model: read on first use, once. @throws AppError as loadTextModel. */
export function shippedTextModel(): TextModel {
  return (shipped ??= loadTextModel(SHIPPED_MODEL));
}

/** Reads a model file. @throws AppError not_found, or unreadable_file when it is damaged or of another version. */
export function loadTextModel(file: string): TextModel {
  return readTextModel(readTextFile(file));
}

/** Writes a model and, beside it, its card for people. Whole or not at all: a training that is killed leaves the old model. */
export function saveTextModel(file: string, model: TextModelFile): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.part`;
  writeFileSync(partial, `${JSON.stringify(model)}\n`);
  renameSync(partial, file);
  const card = path.join(path.dirname(file), path.basename(file) === 'model.json' ? CARD : `${path.parse(file).name}.${CARD}`);
  writeFileSync(card, `${JSON.stringify(model.card, null, 2)}\n`);
}

function readTextFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('not_found', `There is no review text model at ${file}.`, {
      field: 'model',
      remedy: 'Train one with `npx shopiq trust train`.',
      cause,
    });
  }
}
