/**
 * The look of mails. Clients that strip <style> show the light colours, which are inline; those that honour
 * prefers-color-scheme get the dark ones through these class names.
 */
export const COLORS = {
  page: '#f3f2ef',
  surface: '#ffffff',
  text: '#1d1c1a',
  muted: '#65625b',
  border: '#e5e3de',
  accent: '#2456b8',
  onAccent: '#ffffff',
  warning: '#8a5300',
} as const;

export const FONT = "Geist, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Widest a mail may be, and what is left of it for content. */
export const WIDTH = 600;
export const CONTENT_WIDTH = 536;

/** Dark colours, and a phone's margins. Single letters: each stands in every cell, and Gmail cuts after 102 KB. */
export const STYLE_SHEET = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .g { padding-left: 16px !important; padding-right: 16px !important; } .d { font-size: 12px !important; } }
@media (prefers-color-scheme: dark) {
  .p { background-color: #121314 !important; }
  .s { background-color: #191a1c !important; }
  .t { color: #ecebe8 !important; }
  .m { color: #a1a3a8 !important; }
  .b { border-color: #2b2d31 !important; }
  .a { color: #8aaef8 !important; }
  .w { color: #e5b45a !important; }
  .n { background-color: #8aaef8 !important; color: #0f1624 !important; }
}
`;
