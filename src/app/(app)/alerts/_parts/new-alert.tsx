'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';

/** An alert in words: the chat reads them, shows what it would watch, and waits for the yes. */
export function NewAlert(): ReactNode {
  const router = useRouter();
  const [words, setWords] = useState('');
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    router.push(`/?q=${encodeURIComponent(`Tell me when ${words.trim()}`)}`);
  };
  return (
    <form className="flex flex-wrap items-end gap-3" onSubmit={ask}>
      <div className="min-w-60 flex-1">
        <Field label="Tell me when">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              placeholder="returns on Etsy pass 8 %, net sales drop by 20 %"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Button type="submit" variant="primary">
        New alert
      </Button>
    </form>
  );
}
