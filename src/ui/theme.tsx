'use client';

import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

export const THEME_KEY = 'shopiq-theme';

/** Runs before the first paint: the stored choice, or what the system asks for. */
export const THEME_SCRIPT = `(function(){try{var c=localStorage.getItem('${THEME_KEY}');var d=c==='dark'||(c!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches);document.documentElement.dataset.theme=d?'dark':'light'}catch(e){document.documentElement.dataset.theme='light'}})()`;

interface ThemeState {
  choice: ThemeChoice;
  /** What is shown now. */
  theme: Theme;
  setChoice(choice: ThemeChoice): void;
}

const ThemeContext = createContext<ThemeState>({ choice: 'system', theme: 'light', setChoice: () => {} });

export function useTheme(): ThemeState {
  return use(ThemeContext);
}

export function ThemeProvider({ children }: { children: ReactNode }): ReactNode {
  // The server cannot know the choice; the attribute is already right, this catches up after hydration.
  const [choice, setState] = useState<ThemeChoice>('system');
  const [theme, setTheme] = useState<Theme>('light');

  useEffect(() => {
    const stored = localStorage.getItem(THEME_KEY);
    if (stored === 'light' || stored === 'dark') setState(stored);
    setTheme(document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');
  }, []);

  const apply = useCallback((next: Theme) => {
    document.documentElement.dataset['theme'] = next;
    setTheme(next);
  }, []);

  useEffect(() => {
    if (choice !== 'system') return undefined;
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => apply(query.matches ? 'dark' : 'light');
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [choice, apply]);

  const setChoice = useCallback(
    (next: ThemeChoice) => {
      setState(next);
      if (next === 'system') localStorage.removeItem(THEME_KEY);
      else localStorage.setItem(THEME_KEY, next);
      apply(next === 'system' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : next);
    },
    [apply],
  );

  const value = useMemo(() => ({ choice, theme, setChoice }), [choice, theme, setChoice]);
  return <ThemeContext value={value}>{children}</ThemeContext>;
}
