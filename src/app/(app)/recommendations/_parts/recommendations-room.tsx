'use client';

import { useState, type ReactNode } from 'react';
import type { RecommendationsView } from '@/server/recommendations-view';
import { Notice } from '@/ui/notice';
import { Select } from '@/ui/select';
import { useShell } from '../../_shell/shell-context';
import { ModelQuality } from './model-quality';
import { ModelVersions } from './model-versions';
import { useRecommendations } from './use-recommendations';

/** The first version is still being trained. */
const NOT_READY = 404;

/** What goes with a product and why, what is gaining, how good it all is, and its versions. */
export function RecommendationsRoom(): ReactNode {
  const { current, role } = useShell();
  const [product, setProduct] = useState<string | null>(null);
  const { view, problem, train, activate } = useRecommendations(current.slug, product);
  if (problem && !view)
    return (
      <Notice tone={problem.status === NOT_READY ? 'info' : 'negative'} title={problem.message}>
        {problem.remedy}
      </Notice>
    );
  if (view === undefined) return <p className="text-muted">Opening the recommendations …</p>;
  if (view === null)
    return (
      <p className="rounded-xl border border-dashed border-border p-6 text-center text-muted">
        There is nothing to learn from yet. The first recommendations come by themselves once orders are there.
      </p>
    );
  const isManager = role === 'owner' || role === 'admin';
  return (
    <div className="grid min-w-0 gap-8">
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      {view.chosen && <ForProduct view={view} chosen={view.chosen} onChoose={setProduct} />}
      <section className="grid gap-3">
        <h2 className="font-semibold">Gaining now</h2>
        <ol className="grid list-decimal gap-1 pl-5">
          {view.trending.map(({ item }) => (
            <li key={item} className="wrap-anywhere">
              {item}
            </li>
          ))}
        </ol>
      </section>
      <Pairs title="Bought together most surely" pairs={view.pairs} />
      <ModelQuality card={view.version.card} version={view.version.version} locale={current.locale} />
      <ModelVersions
        versions={view.versions}
        locale={current.locale}
        isManager={isManager}
        onActivate={(version) => void activate(version)}
        onTrain={() => void train()}
      />
    </div>
  );
}

function ForProduct({
  view,
  chosen,
  onChoose,
}: {
  view: RecommendationsView;
  chosen: NonNullable<RecommendationsView['chosen']>;
  onChoose(product: string): void;
}): ReactNode {
  return (
    <section className="grid min-w-0 gap-5">
      <label className="grid gap-1.5 text-sm font-medium">
        With
        <Select value={chosen.product} onChange={(event) => onChoose(event.target.value)}>
          {view.products.map((item) => (
            <option key={item}>{item}</option>
          ))}
        </Select>
      </label>
      <Pairs title="Bought in the same order" pairs={chosen.together} isShort />
      <div className="grid gap-5 sm:grid-cols-2">
        <Suggestions title="To recommend with it" items={chosen.basket} />
        <Suggestions title="Similar" items={chosen.similar} />
      </div>
    </section>
  );
}

function Suggestions({ title, items }: { title: string; items: RecommendationsView['trending'] }): ReactNode {
  return (
    <div className="grid content-start gap-2">
      <h3 className="text-sm font-medium text-muted">{title}</h3>
      <ol className="grid gap-2">
        {items.map(({ item, because, method }) => (
          <li key={item} className="min-w-0 rounded-lg border border-border bg-surface px-4 py-2.5">
            <span className="block wrap-anywhere">{item}</span>
            <span className="block text-sm text-muted">
              {because.length > 0 ? (REASONS[method] ?? 'bought by the same people') : 'sells well'}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Why, where the product itself is the reason. */
const REASONS: Readonly<Record<string, string>> = {
  content: 'described alike',
  recentWithContent: 'described alike',
  ials: 'liked by the same people',
  ownHistory: 'bought before',
  ownHistoryWithFactors: 'bought before, liked by the same people',
};

/** Pairs with how many orders hold both, and how much more often that is than chance. */
function Pairs({ title, pairs, isShort = false }: { title: string; pairs: RecommendationsView['pairs']; isShort?: boolean }): ReactNode {
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className={isShort ? 'text-sm font-medium text-muted' : 'font-semibold'}>{title}</h2>
      {pairs.length === 0 && <p className="text-muted">Nothing is bought with it more often than chance explains.</p>}
      <ul className="grid gap-2">
        {pairs.map(({ a, b, nAB, lift, confidence }) => (
          <li
            key={`${a} ${b}`}
            className="grid min-w-0 gap-x-6 rounded-lg border border-border bg-surface px-4 py-2.5 sm:grid-cols-[1fr_auto] sm:items-baseline"
          >
            <span className="wrap-anywhere">{isShort ? b : `${a} + ${b}`}</span>
            <span className="text-sm text-muted tabular-nums">
              {nAB} orders · {lift.toFixed(1)} × chance · {Math.round(confidence * 100)} % of its orders
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
