'use client';

import type { ReactNode } from 'react';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { useTheme } from '@/ui/theme';

/** Light, dark or as the system asks; kept in this browser. */
export function ThemeSetting(): ReactNode {
  const { choice, setChoice } = useTheme();
  return (
    <section className="grid gap-4 border-t border-border pt-8">
      <h2 className="font-semibold">This browser</h2>
      <div className="max-w-xs">
        <Field label="Theme">
          {(control) => (
            <Select
              value={choice}
              onChange={(event) =>
                setChoice(event.target.value === 'light' || event.target.value === 'dark' ? event.target.value : 'system')
              }
              {...control}
            >
              <option value="system">As the system</option>
              <option value="light">Light</option>
              <option value="dark">Dark</option>
            </Select>
          )}
        </Field>
      </div>
    </section>
  );
}
