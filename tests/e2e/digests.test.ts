import { afterAll, expect, it } from 'vitest';
import { startSmtpServer } from '~/tests/support/smtp-server';
import { inBrowser, signIn } from './browser-suite';
import { lookAtPage } from './pictures';

const smtp = await startSmtpServer();
afterAll(() => smtp.close());

const environment = { SMTP_URL: smtp.url, SHOPIQ_DEMO_SCALE: '0.05' };

interface Listed {
  digests: { id: string; isPaused: boolean; settings: { byEmail: boolean } }[];
}

await inBrowser(
  'digests and alerts',
  (get) => {
    // An alert is checked within a minute.
    it(
      'are asked for in the chat, approved, seen on their pages, sent as an e-mail, and ended with its link',
      { timeout: 420_000 },
      async () => {
        const test = get();
        const { page, app } = test;
        await signIn(test);
        const ask = async (question: string): Promise<void> => {
          await page.goto(app.url);
          await page.getByLabel('Your question').fill(question);
          await page.keyboard.press('Enter');
          await page.getByRole('button', { name: 'Approve' }).waitFor({ timeout: 60_000 });
        };
        await page.goto(`${app.url}/digests`);
        await page.getByText('No digest yet.').waitFor();
        await lookAtPage(page, 'digests-empty');
        await ask('Send me sales, returns and stock-outs every Monday at 8');
        await page.getByText('Every Monday at 08:00, on the clock of the shop').waitFor();
        await lookAtPage(page, 'approval');
        await page.getByRole('button', { name: 'Approve' }).click();
        await page.getByText('Done: "Weekly digest" comes every Monday at 08:00').waitFor();
        expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

        await page.goto(`${app.url}/digests`);
        await page.getByText('Sales · Returns · Out of stock').waitFor();
        await page.getByRole('button', { name: 'Change' }).click();
        await page.getByRole('button', { name: 'Send me one now' }).click();
        await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(1);
        const [mail] = smtp.received;
        expect(mail?.mail.subject).toMatch(/^Preview of Weekly digest: net sales \$[\d,.]+/);
        expect(mail?.mail.attachments.map(({ contentType }) => contentType)).toContain('image/png');
        // The sum of the subject stands in the text for those who see no pictures.
        const sum = /\$[\d,.]+/.exec(mail?.mail.subject ?? '')?.[0].replace(/,$/, '') ?? '';
        expect(mail?.mail.text).toContain(sum);
        await page.keyboard.press('Escape');
        await page.reload();
        await page.getByText('Preview of Weekly digest').waitFor();
        await lookAtPage(page, 'digests');
        await page.getByText('Preview of Weekly digest').click();
        await page.frameLocator('iframe').getByText('Sales', { exact: true }).first().waitFor();
        await lookAtPage(page, 'digests-message');

        const list = async (): Promise<Listed> =>
          (await page.request.get(`${app.url}/api/digests?workspace=demo`)).json() as Promise<Listed>;
        const token = /^List-Unsubscribe: <[^>]*token=([\w.-]+)>\r$/m.exec(mail?.raw ?? '')?.[1] ?? '';
        // Without cookies, as mail programs ask.
        expect((await fetch(`${app.url}/api/unsubscribe?token=${token}`)).status).toBe(405);
        expect((await fetch(`${app.url}/unsubscribe?token=${token}`)).status).toBe(200);
        expect((await list()).digests[0]).toMatchObject({ isPaused: false, settings: { byEmail: true } });
        const ended = await fetch(`${app.url}/api/unsubscribe?token=${token}`, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
        expect(await ended.json()).toEqual({ ended: { name: 'Weekly digest', page: '/digests' } });
        expect((await list()).digests[0]).toMatchObject({ isPaused: true, settings: { byEmail: false } });
        await page.goto(`${app.url}/unsubscribe?token=${token}`);
        await lookAtPage(page, 'unsubscribe');

        await ask('Tell me when returns on Etsy pass 0.1 %');
        await page.getByRole('button', { name: 'Approve' }).click();
        await page.getByText('Done: you will be told when').waitFor();
        await page.goto(`${app.url}/alerts`);
        await page.getByText('Return rate (Etsy) above 0.1%').waitFor();
        // The page reads the first check by itself.
        await page.getByText(/(Within|Beyond) its limit\. Now [\d.]+%/).waitFor({ timeout: 120_000 });
        await page.getByLabel('Tell me when', { exact: true }).fill('net sales of any product drop by 20 %');
        await page.getByRole('button', { name: 'New alert' }).click();
        await page.getByRole('button', { name: 'Approve' }).waitFor({ timeout: 60_000 });
        await page.getByText('Net sales of any product down by more than 20% from the days before').waitFor();
        await page.getByRole('button', { name: 'Approve' }).click();
        await page.getByText('Done: you will be told when Net sales falls by more than 20%').waitFor();
        await page.goto(`${app.url}/alerts`);
        await page.getByText(/Beyond its limit: /).waitFor({ timeout: 120_000 });
        await lookAtPage(page, 'alerts');
        await page
          .getByRole('button', { name: /passed the limit at/ })
          .last()
          .click();
        await page.getByText(/The change of Net sales from the days before/).waitFor();
        await lookAtPage(page, 'alerts-evidence');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Change' }).first().click();
        await page.getByLabel('Limit, in percent').fill('95');
        await lookAtPage(page, 'alerts-form');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('Return rate (Etsy) above 95%').waitFor();
        expect(test.pageErrors).toEqual([]);
      },
    );
  },
  environment,
);
