import { slackDoor } from '@/server/slack/door';

/** Buttons that were pressed. */
export const POST = slackDoor('interactions');
