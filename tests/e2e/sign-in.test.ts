import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask, inBrowser, signIn } from './browser-suite';
import { lookAtPage } from './pictures';

/** What an answer says, without how long ago it was synced: that is written by the browser's clock. */
async function spokenIn(page: Page): Promise<string> {
  return (await page.getByRole('article').innerText()).replaceAll(/^Synced .*$/gm, 'Synced');
}

await inBrowser('the web app', (get) => {
  it('sends people without a session to the sign-in page, and APIs answer with a problem', async () => {
    const { page, app } = get();
    await page.goto(`${app.url}/settings`);
    expect(new URL(page.url()).pathname).toBe('/signin');
    expect(new URL(page.url()).searchParams.get('next')).toBe('/settings');
    const response = await fetch(`${app.url}/api/chats?workspace=demo`);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
  });

  it('says that a password is wrong, and keeps what was typed', async () => {
    const { page, app } = get();
    await page.goto(`${app.url}/signin`);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Open the demo' }).click();
    await page.getByText('E-mail or password is wrong').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('demo@shopiq.local');
    await lookAtPage(page, 'sign-in-wrong');
  });

  it('signs in with one press and offers questions the data can answer', async () => {
    const test = get();
    await test.page.goto(`${test.app.url}/signin`);
    await lookAtPage(test.page, 'sign-in');
    await signIn(test);
    const questions = test.page.getByRole('region', { name: 'Questions to start with' }).getByRole('button');
    await questions.first().waitFor();
    expect(await questions.count()).toBeGreaterThan(2);
    await lookAtPage(test.page, 'ask-empty');
    expect(test.pageErrors).toEqual([]);
  });

  it('answers a suggested question, and the thread is there after loading the page again', async () => {
    const test = get();
    const { page } = test;
    await signIn(test);
    const question = page.getByRole('region', { name: 'Questions to start with' }).getByRole('button').first();
    const words = (await question.textContent()) ?? '';
    await question.click();
    await page.locator('article [aria-busy="false"]').first().waitFor();
    await page.getByRole('button', { name: 'Show how' }).waitFor();
    await lookAtPage(page, 'answer');
    const answer = await spokenIn(page);
    expect(new URL(page.url()).pathname).toMatch(/^\/c\//);
    await page.reload();
    await page.getByRole('heading', { name: words }).waitFor();
    expect(await spokenIn(page)).toBe(answer);
    expect(test.pageErrors).toEqual([]);
  });

  it('follows up, changes the period in place and goes back to an empty thread', async () => {
    const test = get();
    const { page } = test;
    await signIn(test);
    await ask(test, 'Net sales by month this year');
    await ask(test, 'And by marketplace?');
    expect(await page.getByRole('article').count()).toBe(2);
    await lookAtPage(page, 'answer-chart');
    const last = page.getByRole('article').last();
    await last.getByRole('button', { name: /^Period/ }).click();
    const rerun = page.waitForResponse((response) => response.url().endsWith('/api/answers/rerun'));
    await page.getByRole('button', { name: 'Last year', exact: true }).click();
    expect((await rerun).status()).toBe(200);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Ask' }).click();
    await page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
    expect(test.pageErrors).toEqual([]);
  });

  it('goes back from a new thread to the one before', async () => {
    const test = get();
    const { page } = test;
    await signIn(test);
    await ask(test, 'Orders last month');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Ask' }).click();
    await page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
    await ask(test, 'Returns last month');
    await page.goBack();
    await page.getByRole('heading', { name: 'Orders last month' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Returns last month' }).count()).toBe(0);
    expect(test.pageErrors).toEqual([]);
  });

  it('keeps a question whose answer failed, and answers it on the second try', async () => {
    const test = get();
    const { page } = test;
    await signIn(test);
    await page.route('**/api/chat', (route) => route.abort());
    await page.getByLabel('Your question').fill('Net sales last month');
    await page.getByLabel('Your question').press('Enter');
    await page.getByText('The server cannot be reached.').waitFor();
    await page.unroute('**/api/chat');
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByRole('button', { name: 'Show how' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
  });

  it('shows import and settings without errors', async () => {
    const test = get();
    await signIn(test);
    for (const [path, heading] of [
      ['import', 'Import'],
      ['settings', 'Settings'],
    ] as const) {
      await test.page.goto(`${test.app.url}/${path}`);
      await test.page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await lookAtPage(test.page, path);
    }
    expect(test.pageErrors).toEqual([]);
  });
});
