'use client';

import { signIn } from 'next-auth/react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Notice } from '@/ui/notice';

interface Problem {
  title: string;
  remedy: string;
}

const WRONG: Problem = { title: 'E-mail or password is wrong', remedy: 'Check both and try again.' };
const BLOCKED: Problem = { title: 'Too many attempts', remedy: 'Wait a quarter of an hour, then try again.' };
const UNREACHABLE: Problem = { title: 'The server could not answer', remedy: 'Check that it runs, then try again.' };

/** Sign-in with e-mail and password; the demo account is filled in where there is one. */
export function SignInForm({ next, demo }: { next: string; demo: { email: string; password: string } | null }): ReactNode {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const result = await signIn('credentials', {
      redirect: false,
      email: String(form.get('email')),
      password: String(form.get('password')),
    }).catch(() => null);
    if (result?.ok && !result.error) {
      // A full load: every cached page was rendered for nobody.
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setProblem(
      result === null || result === undefined
        ? UNREACHABLE
        : result.error === 'TooManyAttempts'
          ? BLOCKED
          : result.status === 401
            ? WRONG
            : UNREACHABLE,
    );
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="mt-5 grid gap-4">
      {demo && <p className="rounded-lg bg-sunken p-3 text-muted">This is a demo with sample shops. The sign-in is filled in.</p>}
      <Field label="E-mail">
        {(control) => <Input name="email" type="email" autoComplete="username" required defaultValue={demo?.email} {...control} />}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input name="password" type="password" autoComplete="current-password" required defaultValue={demo?.password} {...control} />
        )}
      </Field>
      {problem && (
        <Notice tone="negative" title={problem.title}>
          {problem.remedy}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="lg" disabled={isBusy} className="w-full">
        {isBusy ? 'Signing in…' : demo ? 'Open the demo' : 'Sign in'}
      </Button>
    </form>
  );
}
