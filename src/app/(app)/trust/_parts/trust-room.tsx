'use client';

import { useEffect, useState, type ReactNode } from 'react';
import type { TrustLine, TrustView } from '@/server/trust-view';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Notice } from '@/ui/notice';
import { Select } from '@/ui/select';
import { useShell } from '../../_shell/shell-context';
import { LevelMark } from './level-mark';
import { TrustReport } from './trust-report';

type Chosen = Pick<TrustLine, 'scope' | 'name'>;

const ALL: Chosen = { scope: 'all', name: '' };
/** Products in the list of those that stand out. */
const FIRST = 8;

const keyOf = ({ scope, name }: Chosen): string => `${scope} ${name}`;

/** The report of all reviews, of a marketplace or of a product, and which of them stand out. */
export function TrustRoom(): ReactNode {
  const { current } = useShell();
  const [of, setOf] = useState<Chosen>(ALL);
  const [view, setView] = useState<TrustView | null | undefined>();
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  useEffect(() => {
    let isGone = false;
    const query = new URLSearchParams({ workspace: current.slug, scope: of.scope, name: of.name }).toString();
    requestJson<{ view: TrustView | null }>(`/api/trust?${query}`)
      .then((answer) => {
        if (isGone) return;
        setView(answer.view);
        setProblem(null);
      })
      .catch((error: unknown) => {
        if (!isGone) setProblem(asProblem(error));
      });
    return () => {
      isGone = true;
    };
  }, [current.slug, of]);

  if (problem)
    return (
      <Notice tone="negative" title={problem.message}>
        {problem.remedy}
      </Notice>
    );
  if (view === undefined) return <p className="text-muted">Looking at the reviews …</p>;
  if (view === null)
    return (
      <p className="rounded-xl border border-dashed border-border p-6 text-center text-muted">
        There are no reviews here yet. Of the marketplaces that can be connected, Etsy gives them to sellers; the Olist import brings them
        too.
      </p>
    );
  const { lines, chosen } = view;
  const standing = lines.filter(({ scope, level }) => scope === 'product' && (level === 'alarm' || level === 'look')).slice(0, FIRST);
  return (
    <div className="grid min-w-0 gap-6">
      <label className="grid gap-1.5 text-sm font-medium">
        Reviews of
        <Select value={keyOf(of)} onChange={(event) => setOf(lines.find((line) => keyOf(line) === event.target.value) ?? ALL)}>
          {lines.map((line) => (
            <option key={keyOf(line)} value={keyOf(line)}>
              {titleOf(line)}
            </option>
          ))}
        </Select>
      </label>
      <TrustReport chosen={chosen} locale={current.locale} />
      {of.scope === 'all' && <Standing lines={standing} onChoose={setOf} />}
    </div>
  );
}

const titleOf = ({ scope, title, marketplace }: TrustLine): string =>
  scope === 'product' && marketplace ? `${title} (${marketplace})` : title;

function Standing({ lines, onChoose }: { lines: readonly TrustLine[]; onChoose(line: TrustLine): void }): ReactNode {
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold">Products that stand out</h2>
      {lines.length === 0 && <p className="text-muted">None has more suspicious reviews than chance explains.</p>}
      <ul className="grid gap-2">
        {lines.map((line) => (
          <li key={line.name}>
            <button
              type="button"
              onClick={() => onChoose(line)}
              className="flex w-full min-w-0 items-center justify-between gap-4 rounded-lg border border-border bg-surface px-4 py-3 text-left hover:bg-hover"
            >
              <span className="min-w-0">
                <span className="block font-medium wrap-anywhere">{line.title}</span>
                <span className="block text-sm text-muted">
                  {line.marketplace} · {line.flagged} of {line.reviews} reviews suspicious
                </span>
              </span>
              <LevelMark level={line.level} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
