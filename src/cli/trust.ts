import path from 'node:path';
import type { Command } from 'commander';
import { measureClassifier, type ClassifierMetrics } from '@/core/math/classifier-metrics';
import { sigmoid } from '@/core/math/logistic-regression';
import { scoreText } from '@/core/trust/text/score';
import { trainTextModel, type LabelledText } from '@/core/trust/text/train';
import type { TextModel } from '@/core/trust/text/model';
import { readLabelledTexts, type LabelledColumns } from '@/services/trust/read-labelled-texts';
import { loadTextModel, saveTextModel, SHIPPED_MODEL } from '@/services/trust/text-model-file';

/** Add `shopiq trust train` and `shopiq trust evaluate`: the text model of review trust, from labelled reviews of one's own. */
export function registerTrust(program: Command): void {
  const trust = program.command('trust').description('The text model of review trust.');
  withColumns(trust.command('train <file>'))
    .description('Learn from labelled reviews (CSV, gzipped or not), measure by cross-validation, write the model file.')
    .option('--group <column>', 'texts with the same value are never learned from and tested on at once, like one hotel')
    .option('--out <file>', 'where the model is written', SHIPPED_MODEL)
    .action((file: string, flags: LabelledColumns & { out: string }) => {
      const model = trainTextModel(readLabelledTexts(file, flags), {
        name: 'review-text',
        trainedOn: path.basename(file),
        trained: new Date().toISOString().slice(0, 10),
      });
      saveTextModel(path.resolve(flags.out), model);
      const { card } = model;
      const { measured } = card;
      print([
        ['texts, of which fake', `${card.texts}, ${card.fakes}`],
        ['phrases kept', String(card.phrases)],
        ['measured by', measured.by],
        ['AUC', measured.auc.toFixed(4)],
        ['recall at 1 % false alarms', measured.recallAtOnePercentFalseAlarms.toFixed(4)],
        ['accuracy', measured.accuracy.toFixed(4)],
        ['Brier score', measured.brier.toFixed(4)],
        ['calibration error', measured.calibrationError.toFixed(4)],
        ['written to', path.relative('', path.resolve(flags.out))],
      ]);
    });
  withColumns(trust.command('evaluate <file>'))
    .description('Measure a model on labelled reviews it has not learned from.')
    .option('--model <file>', 'the model measured', SHIPPED_MODEL)
    .action((file: string, flags: LabelledColumns & { model: string }) => {
      const model = loadTextModel(path.resolve(flags.model));
      const examples = readLabelledTexts(file, flags);
      const { metrics, perSecond, withheld } = evaluateTexts(model, examples);
      print([
        ['model', `${model.card.name}, trained ${model.card.trained} on ${model.card.trainedOn}`],
        ['texts, of which fake', `${metrics.cases}, ${metrics.positives}`],
        ['AUC', metrics.auc.toFixed(4)],
        ['recall at 1 % false alarms', metrics.recallAtOnePercent.toFixed(4)],
        ['accuracy', metrics.accuracy.toFixed(4)],
        ['Brier score', metrics.brier.toFixed(4)],
        ['calibration error', metrics.calibrationError.toFixed(4)],
        ['reviews a second', String(Math.round(perSecond))],
        ['no statement (too short, unknown words); ranked all the same', String(withheld)],
        ['AUC of the same texts in small letters on one line', evaluateTexts(model, flattened(examples)).metrics.auc.toFixed(4)],
        ['AUC without any punctuation', evaluateTexts(model, unmarked(examples)).metrics.auc.toFixed(4)],
      ]);
    });
}

function withColumns(command: Command): Command {
  return command
    .option('--label <column>', 'column of the label')
    .option('--text <column>', 'column of the text')
    .option('--fake <value>', 'label that means fake');
}

export interface Evaluation {
  metrics: ClassifierMetrics;
  perSecond: number;
  /** Texts the model makes no statement on; they are ranked by their raw score here. */
  withheld: number;
}

/** Scores every text, reasons included, and measures the scores against the labels. */
export function evaluateTexts(model: TextModel, examples: readonly LabelledText[]): Evaluation {
  const started = performance.now();
  const scores = examples.map(({ text }) => scoreText(model, text));
  const seconds = (performance.now() - started) / 1000;
  const metrics = measureClassifier(
    Float64Array.from(scores, ({ logOdds }) => sigmoid(logOdds)),
    Uint8Array.from(examples, ({ isFake }) => (isFake ? 1 : 0)),
  );
  return { metrics, perSecond: examples.length / seconds, withheld: scores.filter(({ withheld }) => withheld !== null).length };
}

const flattened = (examples: readonly LabelledText[]): LabelledText[] =>
  examples.map((example) => ({ ...example, text: example.text.toLowerCase().replace(/\s+/g, ' ').trim() }));

const unmarked = (examples: readonly LabelledText[]): LabelledText[] =>
  examples.map((example) => ({ ...example, text: example.text.replace(/[^\p{L}\p{M}\p{N}'\s]+/gu, ' ') }));

function print(lines: readonly (readonly [string, string])[]): void {
  const width = Math.max(...lines.map(([name]) => name.length));
  for (const [name, value] of lines) process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
}
