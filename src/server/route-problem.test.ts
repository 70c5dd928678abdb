import { expect, it } from 'vitest';
import { AppError } from '@/core/errors';
import { toProblem, toProblemResponse } from './route-problem';

it('turns an error of ours into a problem with field and remedy', async () => {
  const response = toProblemResponse(
    new AppError('invalid_input', 'The period is not valid.', { field: 'period', remedy: 'Choose another one.' }),
  );
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({
    type: 'about:blank',
    title: 'The period is not valid.',
    status: 400,
    code: 'invalid_input',
    field: 'period',
    remedy: 'Choose another one.',
  });
});

it('never shows the text of an error that is not ours', () => {
  expect(JSON.stringify(toProblem(new Error('password=hunter2')))).not.toContain('hunter2');
  expect(toProblem('boom').status).toBe(500);
});

it('says when to try again', () => {
  expect(toProblemResponse(new AppError('database_unavailable', 'Down.', { retry: { afterMs: 1500 } })).headers.get('retry-after')).toBe(
    '2',
  );
  expect(toProblemResponse(new AppError('not_found', 'Gone.')).headers.get('retry-after')).toBeNull();
});
