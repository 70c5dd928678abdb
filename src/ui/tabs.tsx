'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

export const Tabs = Primitive.Root;

export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>): ReactNode {
  return <Primitive.List className={cn('flex gap-4 border-b border-border', className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Primitive.Trigger>): ReactNode {
  return (
    <Primitive.Trigger
      className={cn(
        '-mb-px border-b-2 border-transparent pb-2 text-sm text-muted hover:text-text data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text',
        className,
      )}
      {...props}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Primitive.Content>): ReactNode {
  return <Primitive.Content className={cn('pt-4 outline-none', className)} {...props} />;
}
