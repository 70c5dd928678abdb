import type { Line } from '../lines';
import { benchRecommendations } from './recommendations';
import { benchTrust } from './trust';

/** Every model part of the benchmark, in the order it is printed; one line each. */
const PARTS: readonly (() => Promise<Line[]>)[] = [benchTrust, benchRecommendations];

/** Accuracy, speed and size of all models, on the sample data that is there: the lines of each part as it ends. */
export async function* benchModels(): AsyncGenerator<Line[]> {
  for (const bench of PARTS) yield await bench();
}
