import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

const buttonVariants = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-lg text-sm font-medium whitespace-nowrap transition-colors disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover',
        outline: 'border border-border bg-surface text-text hover:bg-hover',
        ghost: 'text-text hover:bg-hover',
        quiet: 'text-muted hover:bg-hover hover:text-text',
        danger: 'border border-border bg-surface text-negative hover:bg-negative-soft',
      },
      size: { sm: 'h-8 px-2.5', md: 'h-9 px-3.5', lg: 'h-11 px-5', icon: 'size-8', iconLg: 'size-9' },
    },
    defaultVariants: { variant: 'outline', size: 'md' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  /** Style the child (a link) instead of drawing a button. */
  asChild?: boolean;
}

export function Button({ className, variant, size, asChild = false, type, ...props }: ButtonProps): ReactNode {
  const classes = cn(buttonVariants({ variant, size }), className);
  return asChild ? <Slot.Root className={classes} {...props} /> : <button type={type ?? 'button'} className={classes} {...props} />;
}
