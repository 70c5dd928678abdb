'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { Palette } from './palette';
import { BottomBar, TopBar } from './phone-bars';
import { Rail } from './rail';

const COLLAPSED_KEY = 'shopiq-rail';

/** Rail, bars and palette around every page. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const [isCollapsed, setCollapsed] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);

  useEffect(() => setCollapsed(localStorage.getItem(COLLAPSED_KEY) === 'collapsed'), []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setPaletteOpen((current) => !current);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  const toggle = (): void => {
    localStorage.setItem(COLLAPSED_KEY, isCollapsed ? 'open' : 'collapsed');
    setCollapsed(!isCollapsed);
  };

  return (
    <div className="min-h-dvh md:flex">
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <Rail isCollapsed={isCollapsed} onToggle={toggle} onSearch={() => setPaletteOpen(true)} />
      <TopBar onSearch={() => setPaletteOpen(true)} />
      <main id="main" className="min-w-0 flex-1 pb-14 md:pb-0">
        {children}
      </main>
      <BottomBar />
      <Palette open={isPaletteOpen} onOpenChange={setPaletteOpen} />
    </div>
  );
}
