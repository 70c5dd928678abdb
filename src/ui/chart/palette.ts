import type { Theme } from '@/ui/theme';

/**
 * Series colours: at least 3:1 on the surface they are drawn on, told apart by people with any colour vision, and of
 * different lightness so that they survive a grey print. The first is the subject's.
 */
const SERIES: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#2456b8', '#c77400', '#6a2c7b', '#00836d', '#c2497d', '#4f4a3d'],
  dark: ['#7da5f7', '#f0a63c', '#c592d8', '#3fc4a7', '#f287b2', '#d5cfbf'],
};

/** "Other", and what is only context. */
const NEUTRAL: Readonly<Record<Theme, string>> = { light: '#8b8880', dark: '#83868d' };

/** A marketplace keeps its colour wherever it appears. Keys are names without spaces and marks, in lower case. */
const MARKETPLACES: Readonly<Record<string, Readonly<Record<Theme, string>>>> = {
  shopify: { light: '#4d8130', dark: '#94c973' },
  amazon: { light: '#c77400', dark: '#f5ae4b' },
  ebay: { light: '#2456b8', dark: '#7da5f7' },
  etsy: { light: '#b8461c', dark: '#ff9a6e' },
  walmart: { light: '#0b7285', dark: '#56c2d6' },
  woocommerce: { light: '#6a2c7b', dark: '#c592d8' },
  square: { light: '#4f4a3d', dark: '#d5cfbf' },
  tiktokshop: { light: '#c2497d', dark: '#f287b2' },
  bigcartel: { light: '#7a6a00', dark: '#d6c450' },
  gumroad: { light: '#a8327a', dark: '#f08fcb' },
  flipkart: { light: '#9436b0', dark: '#d9a0f2' },
  shopee: { light: '#c0392b', dark: '#ff8f80' },
  kofi: { light: '#00836d', dark: '#3fc4a7' },
  olist: { light: '#1f5f99', dark: '#78b4ea' },
};

export interface ChartColors {
  text: string;
  muted: string;
  border: string;
  surface: string;
}

export const CHART_COLORS: Readonly<Record<Theme, ChartColors>> = {
  light: { text: '#1d1c1a', muted: '#65625b', border: '#e5e3de', surface: '#ffffff' },
  dark: { text: '#ecebe8', muted: '#a1a3a8', border: '#2b2d31', surface: '#191a1c' },
};

export function seriesColor(theme: Theme, index: number): string {
  const colors = SERIES[theme];
  return colors[index % colors.length] ?? NEUTRAL[theme];
}

export function neutralColor(theme: Theme): string {
  return NEUTRAL[theme];
}

/** The colour of a marketplace by its id or name, or null when it has none of its own. */
export function marketplaceColor(theme: Theme, name: string): string | null {
  return MARKETPLACES[name.toLowerCase().replace(/[^a-z0-9]/g, '')]?.[theme] ?? null;
}
