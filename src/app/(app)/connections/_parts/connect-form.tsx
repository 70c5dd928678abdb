'use client';

import { useState, type ReactNode } from 'react';
import type { MarketplaceView } from '@/server/connections';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';

interface ConnectFormProps {
  marketplace: MarketplaceView;
  onConnect(shop: string | undefined): Promise<void>;
}

/** One marketplace: the address of the shop where it is needed, and the way there. */
export function ConnectForm({ marketplace: { name, shopField, isConfigured }, onConnect }: ConnectFormProps): ReactNode {
  const [shop, setShop] = useState('');
  const [isLeaving, setLeaving] = useState(false);
  if (!isConfigured) {
    return (
      <p className="text-muted">
        <span className="font-medium text-text">{name}</span>: the app is not set up on this server. Whoever runs it finds how in
        .env.example.
      </p>
    );
  }
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setLeaving(true);
        void onConnect(shopField ? shop : undefined).finally(() => setLeaving(false));
      }}
    >
      {shopField && (
        <div className="min-w-0 flex-1 basis-64">
          <Field {...shopField}>
            {(control) => <Input {...control} value={shop} onChange={(event) => setShop(event.target.value)} required autoComplete="off" />}
          </Field>
        </div>
      )}
      <Button type="submit" variant="primary" disabled={isLeaving}>
        Connect {name}
      </Button>
    </form>
  );
}
