'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

export interface LinkFormProps {
  token: string;
  workspace: string;
  slack: { name: string; team: string };
  here: { name: string; email: string; workspace: string; role: string };
}

/** Both names, and the button that makes them one person. */
export function LinkForm({ token, workspace, slack, here }: LinkFormProps): ReactNode {
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setState('busy');
    setProblem(null);
    try {
      await requestJson('/api/slack/link', { method: 'POST', body: { workspace, token } });
      setState('done');
    } catch (error) {
      setProblem(asProblem(error));
      setState('open');
    }
  }

  if (state === 'done')
    return (
      <Notice tone="info" title="Linked">
        Go back to Slack. What you asked there is being answered.
      </Notice>
    );
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <dl className="grid gap-3">
        <div>
          <dt className="text-xs text-muted">In Slack</dt>
          <dd className="font-medium wrap-anywhere">{slack.name}</dd>
          <dd className="text-muted wrap-anywhere">{slack.team}</dd>
        </div>
        <div>
          <dt className="text-xs text-muted">In ShopIQ</dt>
          <dd className="font-medium wrap-anywhere">{here.name}</dd>
          <dd className="text-muted wrap-anywhere">
            {here.email}, {here.role} of {here.workspace}
          </dd>
        </div>
      </dl>
      <p className="text-muted">
        Whoever writes as {slack.name} in Slack will be answered as you, with your role. Agree only if this is you in Slack and you asked
        for this link yourself.
      </p>
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="lg" disabled={state === 'busy'}>
        {state === 'busy' ? 'Linking…' : 'This is me: link'}
      </Button>
    </form>
  );
}
