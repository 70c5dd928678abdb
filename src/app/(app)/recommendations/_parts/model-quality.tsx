import type { ReactNode } from 'react';
import type { ModelCard, PurposeCard } from '@/core/recommend/model-card';

const PURPOSES: readonly (readonly [keyof ModelCard['purposes'], string])[] = [
  ['basket', 'With a basket'],
  ['similarItems', 'Similar products'],
  ['newItems', 'New to a customer'],
  ['buyAgain', 'Bought again'],
];

const VERDICTS: Readonly<Record<PurposeCard['verdict'], string>> = {
  betterThanPopularity: 'better than best sellers',
  noBetterThanPopularity: 'no better than best sellers, so best sellers are shown',
  notEnoughData: 'too few orders to test, so best sellers are shown',
};

/** How often a list of ten held what was bought next, beside what best sellers would have held. */
export function ModelQuality({ card, version, locale }: { card: ModelCard; version: number; locale: string }): ReactNode {
  const count = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const day = (at: number): string => new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className="font-semibold">How good version {version} is</h2>
      <p className="text-sm text-muted">
        Learned from {count.format(card.data.orders)} orders of {count.format(card.data.items)} products by{' '}
        {count.format(card.data.customers)} customers.
        {card.windows &&
          ` Tested on what was bought from ${day(card.windows.testFrom)} to ${day(card.windows.until)}, which it had not seen.`}
      </p>
      <ul className="grid gap-2">
        {PURPOSES.map(([id, title]) => {
          const { own, popular } = qualityOf(card.purposes[id]);
          return (
            <li key={id} className="grid gap-1 rounded-lg border border-border bg-surface px-4 py-3 text-sm">
              <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">{title}</span>
                <span className="text-muted">{VERDICTS[card.purposes[id].verdict]}</span>
              </span>
              {own && popular && (
                <span className="text-muted tabular-nums">
                  A list of ten held something bought next in {percent.format(own.hit)} of {count.format(own.cases)} cases; best sellers in{' '}
                  {percent.format(popular.hit)}. NDCG@10 {own.ndcg.toFixed(3)} against {popular.ndcg.toFixed(3)}
                  {card.purposes[id].pValue === null ? '' : `, p ${Number(card.purposes[id].pValue).toPrecision(2)}`}.
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function qualityOf({ measured, chosen }: PurposeCard) {
  const of = (method: string) => measured.find((each) => each.method === method)?.quality;
  return { own: of(chosen.method), popular: of('recentPopularity') };
}
