'use client';

import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Artifact, Provenance } from '@/core/artifact/artifact';
import { provenanceFacts } from '@/core/artifact/facts';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/ui/tabs';
import { useToast } from '@/ui/toast';
import { copyText } from './copy-text';

export interface ShowHowProps {
  artifact: Artifact;
  locale: string;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Everything needed to check an answer: definitions, the typed query, the SQL, what was read and what is missing. */
export function ShowHow({ artifact, locale, open, onOpenChange }: ShowHowProps): ReactNode {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="How this was computed">
      <div className="grid gap-10">
        {artifact.provenance.map((provenance, index) => (
          <Source key={index} provenance={provenance} artifact={artifact} locale={locale} />
        ))}
        {artifact.provenance.length === 0 && <p className="text-muted">This answer holds no computed numbers.</p>}
      </div>
    </Sheet>
  );
}

function Source({ provenance, artifact, locale }: { provenance: Provenance; artifact: Artifact; locale: string }): ReactNode {
  const titles = artifact.tables.filter((table) => provenance.tableIds.includes(table.id)).map((table) => table.title);
  return (
    <section className="grid min-w-0 gap-4">
      {artifact.provenance.length > 1 && <h3 className="font-semibold">{titles.join(', ') || provenance.tool}</h3>}
      <Tabs defaultValue="meaning">
        <TabsList>
          <TabsTrigger value="meaning">Meaning</TabsTrigger>
          {provenance.query && <TabsTrigger value="query">Query</TabsTrigger>}
          {provenance.sql && <TabsTrigger value="sql">SQL</TabsTrigger>}
        </TabsList>
        <TabsContent value="meaning">
          <Meaning provenance={provenance} locale={locale} />
        </TabsContent>
        {provenance.query && (
          <TabsContent value="query">
            <Code text={JSON.stringify(provenance.query, null, 2)} />
          </TabsContent>
        )}
        {provenance.sql && (
          <TabsContent value="sql">
            <Code text={provenance.sql} />
          </TabsContent>
        )}
      </Tabs>
    </section>
  );
}

function Meaning({ provenance, locale }: { provenance: Provenance; locale: string }): ReactNode {
  return (
    <div className="grid gap-6">
      {provenance.gaps.length > 0 && (
        <ul className="grid gap-1.5 rounded-lg border border-warning/30 bg-warning-soft p-3">
          {provenance.gaps.map((gap) => (
            <li key={gap}>{gap}</li>
          ))}
        </ul>
      )}
      <dl className="grid gap-3">
        {provenance.definitions.map((definition) => (
          <div key={definition.id}>
            <dt className="font-medium">{definition.title}</dt>
            <dd className="mt-0.5">{definition.text}</dd>
            <dd className="mt-0.5 text-xs text-muted">
              {definition.source}, version {definition.version}
            </dd>
          </div>
        ))}
      </dl>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 border-t border-border pt-4">
        {provenanceFacts(provenance, locale).map(({ name, value }, index) => (
          <div key={index} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Code({ text }: { text: string }): ReactNode {
  const toast = useToast();
  return (
    <div className="relative">
      <pre tabIndex={0} className="scroll-thin overflow-x-auto rounded-lg border border-border bg-sunken p-3 font-mono text-xs leading-5">
        {text}
      </pre>
      <Button
        variant="outline"
        size="icon"
        aria-label="Copy"
        className="absolute top-2 right-2"
        onClick={() =>
          void copyText(text).then(
            () => toast('Copied.'),
            () => toast('The browser did not allow copying.', 'negative'),
          )
        }
      >
        <Copy />
      </Button>
    </div>
  );
}
