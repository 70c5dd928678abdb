'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

export const Dropdown = Primitive.Root;
export const DropdownTrigger = Primitive.Trigger;
export const DropdownRadioGroup = Primitive.RadioGroup;

export function DropdownContent({
  className,
  align = 'start',
  sideOffset = 6,
  ...props
}: ComponentProps<typeof Primitive.Content>): ReactNode {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          'appear z-50 max-h-[min(26rem,var(--radix-dropdown-menu-content-available-height))] min-w-44 overflow-y-auto rounded-lg border border-border bg-surface p-1 shadow-raised',
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}

const ITEM =
  'relative flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted';

export function DropdownItem({ className, ...props }: ComponentProps<typeof Primitive.Item>): ReactNode {
  return <Primitive.Item className={cn(ITEM, className)} {...props} />;
}

export function DropdownRadioItem({ className, children, ...props }: ComponentProps<typeof Primitive.RadioItem>): ReactNode {
  return (
    <Primitive.RadioItem className={cn(ITEM, 'pl-7', className)} {...props}>
      <Primitive.ItemIndicator className="absolute left-2">
        <Check aria-hidden />
      </Primitive.ItemIndicator>
      {children}
    </Primitive.RadioItem>
  );
}

export function DropdownLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>): ReactNode {
  return <Primitive.Label className={cn('px-2 py-1.5 text-xs font-medium text-muted', className)} {...props} />;
}

export function DropdownSeparator(): ReactNode {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-border" />;
}
