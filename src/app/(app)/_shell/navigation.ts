import {
  Bell,
  LayoutDashboard,
  Mail,
  MessageSquareText,
  Plug,
  Settings,
  ShieldCheck,
  Sparkles,
  Upload,
  type LucideIcon,
} from 'lucide-react';

export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** In the bar of a phone, where few have room; the others are behind "More". */
  isMain?: true;
}

/** Where one can go. The rail, the bars of a phone and the palette all read this list. */
export const PLACES: readonly Place[] = [
  { href: '/', label: 'Ask', icon: MessageSquareText, isMain: true },
  { href: '/dashboard', label: 'Dashboard', icon: LayoutDashboard, isMain: true },
  { href: '/trust', label: 'Reviews', icon: ShieldCheck },
  { href: '/recommendations', label: 'Recommendations', icon: Sparkles },
  { href: '/digests', label: 'Digests', icon: Mail, isMain: true },
  { href: '/alerts', label: 'Alerts', icon: Bell },
  { href: '/connections', label: 'Connections', icon: Plug, isMain: true },
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
