'use client';

import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** This machine's clock, by the minute; null until the page is there, as the server's may differ. */
export function useNow(): number | null {
  const [nowMs, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
