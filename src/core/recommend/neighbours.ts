import { find, transpose, type Sparse } from './interactions';
import { sortContributions, type History, type Recommender } from './recommender';

/**
 * A method that says of each item which others speak for it: score of i = sum over the history's items j of weight[i][j].
 * `weights` holds i by rows. Item-item similarity, EASE and content are all of this shape. One score: O(history x neighbours).
 */
export function neighbourRecommender(weights: Sparse): Recommender {
  const spreading = transpose(weights);
  return {
    items: weights.rows,
    score: (history, scores) => {
      scores.fill(0);
      for (const item of history.items) spread(spreading, item, scores);
    },
    explain: (history, items) => Array.from(items, (item) => contributions(spreading, history, item)),
  };
}

function spread({ start, column, value }: Sparse, item: number, scores: Float64Array): void {
  const end = start[item + 1] ?? 0;
  for (let at = start[item] ?? 0; at < end; at += 1) {
    const target = column[at] ?? 0;
    scores[target] = (scores[target] ?? 0) + (value[at] ?? 0);
  }
}

function contributions(spreading: Sparse, history: History, item: number): { item: number; contribution: number }[] {
  const found = [];
  for (const other of history.items) {
    const at = find(spreading, other, item);
    if (at >= 0) found.push({ item: other, contribution: spreading.value[at] ?? 0 });
  }
  return sortContributions(found);
}

/** Rows of the entries kept so far, to be built one row after the other. */
export class NeighbourBuilder {
  readonly #start: number[] = [0];
  readonly #column: number[] = [];
  readonly #value: number[] = [];
  readonly #items: number;

  constructor(items: number) {
    this.#items = items;
  }

  /** Add the next row: its neighbours and the weight of each, looked up in `weights`. */
  addRow(neighbours: Int32Array, weights: Float64Array): void {
    for (const neighbour of neighbours.slice().sort()) {
      this.#column.push(neighbour);
      this.#value.push(weights[neighbour] ?? 0);
    }
    this.#start.push(this.#column.length);
  }

  finish(): Sparse {
    return {
      rows: this.#items,
      columns: this.#items,
      start: Int32Array.from(this.#start),
      column: Int32Array.from(this.#column),
      value: Float32Array.from(this.#value),
    };
  }
}
