import type { SignalId } from './signals/signal';

type Evidence = Record<string, number | string>;

/** Longest piece of a review's own words in a reason. */
const MOST_QUOTED = 80;

const share = (value: unknown): string => `${Math.round(Number(value) * 100)} %`;
/** A rate this low has no round number. */
const usual = (value: unknown): string => (Number(value) < 0.1 ? 'hardly any' : `about ${number(value)}`);
const number = (value: unknown): string => String(Number(Number(value).toFixed(Number(value) < 10 ? 1 : 0)));

const WORDS: Readonly<Record<SignalId, (evidence: Evidence) => string>> = {
  velocity: ({ count, expected }) =>
    `It came in a burst: ${number(count)} reviews of this product that day, where ${usual(expected)} would be usual.`,
  unverified: () => 'Nothing shows a purchase: it is not verified and no order of yours stands behind it.',
  phraseReuse: ({ alike, sharedShare }) =>
    Number(alike) > 1
      ? `Its text is nearly the same as that of ${number(Number(alike) - 1)} other review${Number(alike) > 2 ? 's' : ''}.`
      : `${share(sharedShare)} of its phrases are also in at least two other reviews of this product.`,
  textStyle: ({ probability }) =>
    `Its wording resembles generated reviews the text model was trained on (${share(probability)} by the model's measure).`,
  wordCount: () => '',
  incentiveWording: ({ words }) => `It says that something was given for it: "${quote(String(words))}".`,
  ratingDeviation: ({ score, share: own, usual }) =>
    `It gives ${number(score)} of 5, as ${share(own)} of this product's unproven reviews do; of proven ones ${share(usual)} do.`,
  deletions: () => 'It was taken down.',
  oneHitReviewers: () => 'It is the only review we see of its writer.',
  singleDayReviewers: ({ reviews }) => `Its writer wrote all ${number(reviews)} reviews within three days.`,
  reviewerEase: ({ score }) => `Its writer gives every product ${number(score)} of 5.`,
  sharedReviewers: ({ products }) =>
    `Its writer reviews the same ${number(products)} products as a group of others does, more often than chance explains.`,
  unfairReviewers: ({ fairness, usual }) =>
    `Its writer's ratings contradict most others' (fairness ${String(fairness)}, usual ${String(usual)}).`,
};

/** A reason as a seller reads it: a hint, never a verdict. A review's own words are quoted short and never interpreted. */
export const sayReason = (signal: SignalId, evidence: Evidence): string => WORDS[signal](evidence);

function quote(words: string): string {
  // Control characters could change how the line around the quotation is shown.
  const plain = words.replace(/\p{C}/gu, ' ').replaceAll('"', "'");
  return plain.length > MOST_QUOTED ? `${plain.slice(0, MOST_QUOTED)}...` : plain;
}
