'use client';

import type { ReactNode } from 'react';
import type { RecommendationsView } from '@/server/recommendations-view';
import { Button } from '@/ui/button';

interface ModelVersionsProps {
  versions: RecommendationsView['versions'];
  locale: string;
  isManager: boolean;
  onActivate(version: number): void;
  onTrain(): void;
}

/** Versions that are kept; one recommends, and one can go back to any of them. */
export function ModelVersions({ versions, locale, isManager, onActivate, onTrain }: ModelVersionsProps): ReactNode {
  const at = (moment: Date): string => new Date(moment).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <section className="grid min-w-0 gap-3">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">Versions</h2>
        {isManager && (
          <Button variant="outline" size="sm" onClick={onTrain}>
            Train now
          </Button>
        )}
      </header>
      <ul className="grid gap-2">
        {versions.map(({ version, trainedAt, isActive }) => (
          <li
            key={version}
            className="flex min-w-0 flex-wrap items-center justify-between gap-3 rounded-lg border border-border bg-surface px-4 py-2.5 text-sm"
          >
            <span>
              Version {version}, trained {at(trainedAt)}
            </span>
            {isActive ? (
              <span className="font-medium text-positive">in use</span>
            ) : (
              isManager && (
                <Button variant="quiet" size="sm" onClick={() => onActivate(version)}>
                  Use this one
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        A new version is trained every night there are new orders, and used at once, unless you went back to an older one.
      </p>
    </section>
  );
}
