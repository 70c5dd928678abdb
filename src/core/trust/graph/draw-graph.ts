import { rowsOf, type ReviewColumns } from '../columns';
import type { TrustReview } from '../review';

export interface GraphNode {
  id: string;
  kind: 'reviewer' | 'product';
  label: string;
  /** Largest suspicion of its reviews shown. */
  suspicion: number;
}

export interface GraphEdge {
  reviewer: string;
  product: string;
  review: string;
  score: number;
  suspicion: number;
}

export interface ReviewerGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** More cannot be looked at. */
export const MOST_NODES = 60;
/** Reviews below this are drawn only where their reviewer and product are there already. */
const WORTH_DRAWING = 0.2;

/** The most suspicious reviewers and products, and every review between them. */
export function drawGraph(
  reviews: readonly TrustReview[],
  columns: ReviewColumns,
  { rows, suspicion }: { rows: Int32Array; suspicion: Float64Array },
): ReviewerGraph {
  const ranked = rows
    .filter((row) => (suspicion[row] ?? 0) >= WORTH_DRAWING && (columns.reviewer[row] ?? -1) >= 0 && (columns.product[row] ?? -1) >= 0)
    .sort((a, b) => (suspicion[b] ?? 0) - (suspicion[a] ?? 0) || a - b);
  const people = new Map<number, GraphNode>();
  const products = new Map<number, GraphNode>();
  for (const row of ranked) {
    const who = columns.reviewer[row] ?? -1;
    const what = columns.product[row] ?? -1;
    const added = Number(!people.has(who)) + Number(!products.has(what));
    const review = reviews[row];
    if (!review || people.size + products.size + added > MOST_NODES) continue;
    // Ranked by suspicion: the first review of a node is its most suspicious one.
    addNode(people, who, { id: `r${who}`, kind: 'reviewer', label: review.reviewer ?? '', suspicion: suspicion[row] ?? 0 });
    addNode(products, what, { id: `p${what}`, kind: 'product', label: labelOf(review), suspicion: suspicion[row] ?? 0 });
  }
  const edges: GraphEdge[] = [];
  for (const [who, { id }] of people) {
    for (const row of rowsOf(columns.byReviewer, columns.reviewerStart, who)) {
      const product = products.get(columns.product[row] ?? -1);
      if (product)
        edges.push({
          reviewer: id,
          product: product.id,
          review: reviews[row]?.id ?? '',
          score: columns.score[row] ?? 0,
          suspicion: suspicion[row] ?? 0,
        });
    }
  }
  return { nodes: [...people.values(), ...products.values()], edges };
}

function addNode(nodes: Map<number, GraphNode>, number: number, node: GraphNode): void {
  if (!nodes.has(number)) nodes.set(number, node);
}

const labelOf = ({ productTitle, productId }: TrustReview): string => productTitle ?? productId ?? '';
