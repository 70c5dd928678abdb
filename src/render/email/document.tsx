import type { ReactNode } from 'react';
import type { Chart } from '@/core/artifact/artifact';
import { COLORS, FONT, STYLE_SHEET, WIDTH } from './look';
import { MailSection, type Measure, type SectionProps } from './section';

export interface MailDocumentProps {
  subject: string;
  preheader: string;
  locale: string;
  sections: readonly Pick<SectionProps, 'artifact' | 'locale' | 'href'>[];
  /** Sections left out at the end, and where they are. */
  left: { count: number; href: string };
  measure: Measure;
  pictures: ReadonlyMap<Chart, string>;
  /** Why the person gets this, and what they can do about it; absolute links. */
  footer: { reason: string; links: readonly { label: string; href: string }[] };
  brand: string;
}

/** Behind the preheader, so that programs do not fill their preview with the text that follows. */
const FILLER = '\u00a0\u200c'.repeat(80);

/** The whole mail. Tables hold it together: that is what all mail programs draw alike. */
export function MailDocument({
  subject,
  preheader,
  locale,
  sections,
  left,
  measure,
  pictures,
  footer,
  brand,
}: MailDocumentProps): ReactNode {
  return (
    <html lang={locale} dir={isRightToLeft(locale) ? 'rtl' : 'ltr'}>
      {/* oxlint-disable-next-line nextjs/no-head-element -- a mail is no page of Next */}
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>{subject}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE_SHEET }} />
      </head>
      <body className="p" style={{ margin: 0, padding: 0, backgroundColor: COLORS.page, fontFamily: FONT }}>
        <div style={{ display: 'none', overflow: 'hidden', maxHeight: 0, maxWidth: 0, opacity: 0 }}>
          {preheader}
          {FILLER}
        </div>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0} className="p" bgcolor={COLORS.page}>
          <tbody>
            <tr>
              <td align="center" style={{ padding: '24px 0' }}>
                <table
                  role="presentation"
                  width="100%"
                  cellPadding={0}
                  cellSpacing={0}
                  border={0}
                  className="s"
                  style={{ width: '100%', maxWidth: WIDTH, backgroundColor: COLORS.surface, fontFamily: FONT, textAlign: 'start' }}
                >
                  <tbody>
                    <Header brand={brand} subject={subject} />
                    {sections.map((section, index) => (
                      <MailSection key={index} {...section} measure={measure} pictures={pictures} />
                    ))}
                    {left.count > 0 && <Left {...left} />}
                    <Footer {...footer} />
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

function isRightToLeft(locale: string): boolean {
  return ['ar', 'fa', 'he', 'ur'].includes(new Intl.Locale(locale).language);
}

function Header({ brand, subject }: { brand: string; subject: string }): ReactNode {
  return (
    <tr>
      <td className="g t" style={{ padding: '24px 32px 20px', color: COLORS.text }}>
        <p className="m" style={{ margin: '0 0 4px', fontSize: 13, fontWeight: 600, color: COLORS.muted }}>
          {brand}
        </p>
        <h1 style={{ margin: 0, fontSize: 22, lineHeight: '28px', fontWeight: 600 }}>{subject}</h1>
      </td>
    </tr>
  );
}

function Left({ count, href }: { count: number; href: string }): ReactNode {
  return (
    <tr>
      <td className="g s b" style={{ padding: '20px 32px', borderTop: `1px solid ${COLORS.border}`, fontSize: 14 }}>
        <a href={href} className="a" style={{ color: COLORS.accent }}>
          {count === 1 ? 'One more answer' : `${count} more answers`}
        </a>
      </td>
    </tr>
  );
}

function Footer({ reason, links }: MailDocumentProps['footer']): ReactNode {
  return (
    <tr>
      <td
        className="g b m"
        style={{
          padding: '20px 32px 28px',
          borderTop: `1px solid ${COLORS.border}`,
          fontSize: 12,
          lineHeight: '18px',
          color: COLORS.muted,
        }}
      >
        {reason}
        {links.map(({ label, href }) => (
          <span key={href}>
            {' · '}
            <a href={href} className="m" style={{ color: COLORS.muted }}>
              {label}
            </a>
          </span>
        ))}
      </td>
    </tr>
  );
}
