import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PROFILES } from '@/core/metrics/profiles';
import { PageFrame } from '../_shell/page-frame';
import { FeedbackSetting } from './feedback-setting';
import { ModelUse } from './model-use';
import { SettingsForm } from './settings-form';
import { SlackSetting } from './slack-setting';
import { ThemeSetting } from './theme-setting';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage({
  searchParams,
}: {
  searchParams: Promise<{ slack?: string; slackProblem?: string }>;
}): Promise<ReactNode> {
  const { slack, slackProblem } = await searchParams;
  const profiles = Object.values(PROFILES).map(({ id, title, description }) => ({ id, title, description }));
  return (
    <PageFrame title="Settings" lead="What words, days and amounts mean in this workspace. Answers follow from the next question on.">
      <SettingsForm profiles={profiles} timeZones={Intl.supportedValuesOf('timeZone')} currencies={Intl.supportedValuesOf('currency')} />
      <SlackSetting isConnected={slack === 'connected'} problem={slackProblem} />
      <ModelUse />
      <FeedbackSetting />
      <ThemeSetting />
    </PageFrame>
  );
}
