import { expect, it } from 'vitest';
import { ask } from '@/analyst/language/asking.fixture';

it.each([
  ['en', 'Pin this'],
  ['en', 'please pin it to my dashboard'],
  ['en', 'Can you add this to my dashboard?'],
  ['de', 'Pinne das an'],
  ['de', 'Pinne diese Antwort bitte auf mein Dashboard'],
  ['es', 'Fija esto en mi panel, por favor'],
  ['fr', 'Épingle cette réponse sur mon tableau de bord'],
  ['pt', 'Fixe isso no meu painel'],
  ['hi', 'ise pin karo'],
  ['hi', 'इसे पिन करो'],
])('%s: %s', async (language, question) => {
  expect(await ask(question, language)).toEqual({ kind: 'pin' });
});

it('takes the name that is said', async () => {
  expect(await ask('Pin this as Monthly sales', 'en')).toEqual({ kind: 'pin', title: 'Monthly sales' });
  expect(await ask('Pinne das an als Umsatz im Blick', 'de')).toEqual({ kind: 'pin', title: 'Umsatz im Blick' });
});

it('is no pin where something else is said', async () => {
  expect(await ask('Net sales by month', 'en')).toMatchObject({ kind: 'query' });
  expect(await ask('How many pins did I sell?', 'en')).not.toMatchObject({ kind: 'pin' });
  expect(await ask('pin this and delete all orders', 'en')).not.toMatchObject({ kind: 'pin' });
});
