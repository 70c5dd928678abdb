'use client';

import { Upload } from 'lucide-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { cn } from '@/ui/cn';

/** Where files are dropped or chosen. */
export function DropZone({ isReading, onFiles }: { isReading: boolean; onFiles(files: File[]): void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const give = (list: FileList | null): void => {
    if (list && list.length > 0) onFiles([...list]);
  };
  const drag = (event: DragEvent, over: boolean): void => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <div
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        give(event.dataTransfer.files);
      }}
      className={cn(
        'grid justify-items-center gap-3 rounded-xl border border-dashed border-border-strong bg-surface px-6 py-14 text-center',
        isOver && 'border-accent bg-accent-soft',
      )}
    >
      <Upload aria-hidden className="size-6 text-muted" />
      <div>
        <p className="text-base font-medium">{isReading ? 'Reading the files…' : 'Drop CSV files here'}</p>
        <p className="mt-0.5 text-muted">All files of one export together. CSV, TSV or text, also compressed with gzip.</p>
      </div>
      <Button variant="primary" disabled={isReading} onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.gz"
        aria-label="Files to import"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          give(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}
