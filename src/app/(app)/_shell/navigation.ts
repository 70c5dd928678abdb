import { MessageSquareText, Plug, Settings, ShieldCheck, Sparkles, Upload, type LucideIcon } from 'lucide-react';

export interface Place {
  href: string;
  label: string;
  /** Where there is little room: six stand side by side on a phone. */
  short?: string;
  icon: LucideIcon;
}

/** Where one can go. The rail, the bottom bar and the palette all read this list. */
export const PLACES: readonly Place[] = [
  { href: '/', label: 'Ask', icon: MessageSquareText },
  { href: '/trust', label: 'Reviews', icon: ShieldCheck },
  { href: '/recommendations', label: 'Recommendations', short: 'Pairs', icon: Sparkles },
  { href: '/connections', label: 'Connections', short: 'Accounts', icon: Plug },
  { href: '/import', label: 'Import', icon: Upload },
  { href: '/settings', label: 'Settings', icon: Settings },
];

export function isActive(place: Place, pathname: string): boolean {
  return place.href === '/' ? pathname === '/' || pathname.startsWith('/c/') : pathname.startsWith(place.href);
}

/** The address that switches to a workspace and goes on to its home. */
export function workspaceHref(slug: string, next = '/'): string {
  return `/workspace/${encodeURIComponent(slug)}?next=${encodeURIComponent(next)}`;
}
