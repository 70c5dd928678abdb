'use client';

import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => {};

/**
 * False on the server and during hydration, true after. For words formatted by locale: the browser's language data is
 * of another version than the server's, and a thin space that differs makes React throw the whole page away.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
