import { AppError } from '../../errors';
import { buildCorpus } from '../../math/phrases/corpus';
import { crossValidate, FOLDS } from '../../math/phrases/cross-validate';
import { fitPhrases } from '../../math/phrases/fit-phrases';
import { LONGEST_PHRASE } from '../../math/phrases/phrase-table';
import { base64Of, checksumOf, MODEL_VERSION, type TextModelFile } from './model';
import { tokenise } from './tokenise';

export interface LabelledText {
  text: string;
  isFake: boolean;
  /** Texts of one group (a hotel, a product) are never learned from and tested on at once. */
  group?: string;
}

/** Fewer texts of a kind teach nothing that can be measured. */
export const MIN_TEXTS_OF_A_KIND = 50;
const SEED = 20_221;

/**
 * Learns a model from labelled texts and measures it by cross-validation. `trained` is the date as YYYY-MM-DD.
 * @throws AppError no_data with too few texts of a kind; internal when the solver does not converge.
 */
export function trainTextModel(
  examples: readonly LabelledText[],
  about: { name: string; trainedOn: string; trained: string },
): TextModelFile {
  const fakes = examples.filter(({ isFake }) => isFake).length;
  const keys = examples.map(({ text }) => sameTextKey(text));
  const groups = examples.map(({ group }, row) => group ?? keys[row] ?? '');
  checkEnough(examples, keys, groups);
  const corpus = buildCorpus(examples.map(({ text }) => tokenise(text).tokens));
  const labels = Uint8Array.from(examples, ({ isFake }) => (isFake ? 1 : 0));
  const { metrics, calibration, converged } = crossValidate(corpus, labels, { groups, seed: SEED });
  const fit = fitPhrases(corpus, Uint32Array.from(labels.keys()), labels);
  if (!converged || !fit.converged)
    throw new AppError('internal', 'The training did not come to an end: the texts and labels contradict each other too much.', {
      remedy: 'Check the label column. The model in use stays.',
    });
  if (calibration.slope <= 0)
    throw new AppError('no_data', 'Nothing in these texts tells the fakes from the others.', {
      field: 'label',
      remedy: 'Check that --label and --text name the right columns. The model in use stays.',
    });
  const largest = fit.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const weightScale = largest / 32_767;
  const payload = {
    calibration,
    intercept: fit.intercept,
    weightScale,
    phrases: Array.from(fit.kept, (id) => corpus.table.phrase(id)).join('\n'),
    frequencies: base64Of(fit.frequencies),
    weights: base64Of(Int16Array.from(fit.weights, (weight) => Math.round(weight / weightScale))),
  };
  const exact = (value: number): number => Number(value.toFixed(4));
  return {
    card: {
      ...about,
      version: MODEL_VERSION,
      texts: examples.length,
      fakes,
      phrases: fit.kept.length,
      recipe: `TF-IDF of phrases of 1 to ${LONGEST_PHRASE} words and marks (sublinear, unit length), logistic regression (C 10), Platt calibration`,
      removed: 'case, blanks and line ends, HTML breaks, kinds of quotes and dashes, values of numbers, runs of marks beyond three',
      measured: {
        by: `${FOLDS}-fold stratified cross-validation, same texts and groups kept together`,
        auc: exact(metrics.auc),
        recallAtOnePercentFalseAlarms: exact(metrics.recallAtOnePercent),
        accuracy: exact(metrics.accuracy),
        brier: exact(metrics.brier),
        calibrationError: exact(metrics.calibrationError),
      },
      checksum: checksumOf(payload),
    },
    ...payload,
  };
}

/** What makes two texts the same for a reader: only the words count. Such texts must not be on both sides of a fold. */
export const sameTextKey = (text: string): string =>
  tokenise(text)
    .tokens.filter((token) => /^\p{L}/u.test(token))
    .join(' ');

function checkEnough(examples: readonly LabelledText[], keys: readonly string[], groups: readonly string[]): void {
  const distinct = (isFake: boolean): number => new Set(keys.filter((_, row) => examples[row]?.isFake === isFake)).size;
  const [fakes, others] = [distinct(true), distinct(false)];
  if (Math.min(fakes, others) < MIN_TEXTS_OF_A_KIND)
    throw new AppError(
      'no_data',
      `There are ${fakes} different fake and ${others} different true texts; ${MIN_TEXTS_OF_A_KIND} of each are needed.`,
      {
        field: 'label',
        remedy: 'Give more labelled texts, or name the value that marks a fake with --fake.',
      },
    );
  if (new Set(groups).size < FOLDS)
    throw new AppError(
      'no_data',
      `The texts are of fewer than ${FOLDS} groups: nothing could be measured on a group that was not learned from.`,
      {
        field: '--group',
        remedy: 'Name a column with more values, or leave --group out.',
      },
    );
}
