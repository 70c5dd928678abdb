import type { ReactNode } from 'react';
import { FLAG_AT } from '@/core/trust/weights';
import type { TrustView } from '@/server/trust-view';

type Graph = TrustView['chosen']['report']['graph'];

const ROW = 26;
const WIDTH = 640;
const LEFT = 110;
const RIGHT = 380;
const MOST_LETTERS = 34;

/** Who reviewed what: writers on the left, products on the right, a line for each review. Rings are bundles of lines. */
export function ReviewerGraph({ graph }: { graph: Graph }): ReactNode {
  const reviewers = graph.nodes.filter(({ kind }) => kind === 'reviewer');
  const products = graph.nodes.filter(({ kind }) => kind === 'product');
  const height = Math.max(reviewers.length, products.length) * ROW + 8;
  const placeOf = new Map<string, number>([
    ...reviewers.map(({ id }, index) => [id, place(index, reviewers.length, height)] as const),
    ...products.map(({ id }, index) => [id, place(index, products.length, height)] as const),
  ]);
  return (
    <section className="grid min-w-0 gap-3 rounded-xl border border-border bg-surface p-5">
      <h2 className="font-semibold">Who wrote about what</h2>
      <div tabIndex={0} role="region" aria-label="Who wrote about what" className="scroll-thin max-h-96 overflow-auto">
        <svg
          viewBox={`0 0 ${WIDTH} ${height}`}
          role="img"
          aria-label={`${reviewers.length} writers and ${products.length} products, ${graph.edges.length} reviews between them.`}
          className="w-full min-w-[32rem] text-xs"
        >
          {graph.edges.map((edge) => (
            <line
              key={edge.review}
              x1={LEFT}
              y1={placeOf.get(edge.reviewer)}
              x2={RIGHT}
              y2={placeOf.get(edge.product)}
              className={edge.suspicion >= FLAG_AT ? 'stroke-negative' : 'stroke-border-strong'}
              strokeWidth={edge.suspicion >= FLAG_AT ? 1.5 : 1}
              strokeOpacity={0.6}
              strokeDasharray={edge.suspicion >= FLAG_AT ? undefined : '3 3'}
            />
          ))}
          {reviewers.map(({ id }, index) => (
            <g key={id}>
              <circle cx={LEFT} cy={placeOf.get(id)} r={4} className="fill-text" />
              <text x={LEFT - 10} y={(placeOf.get(id) ?? 0) + 4} textAnchor="end" className="fill-muted">
                Writer {index + 1}
              </text>
            </g>
          ))}
          {products.map(({ id, label }) => (
            <g key={id}>
              <rect x={RIGHT - 4} y={(placeOf.get(id) ?? 0) - 4} width={8} height={8} className="fill-accent" />
              <text x={RIGHT + 12} y={(placeOf.get(id) ?? 0) + 4} className="fill-text">
                {label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1)}…` : label}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p className="text-sm text-muted">A line is a review: solid and red where it looks suspicious, dashed where it does not.</p>
    </section>
  );
}

/** Spread evenly over the height. */
function place(index: number, count: number, height: number): number {
  return ((index + 0.5) * height) / count;
}
