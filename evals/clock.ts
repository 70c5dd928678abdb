/** The instant evals run at, so that "last month" is the same month on every run: September 2026. */
export const EVALS_NOW = '2026-10-15T12:00:00Z';
