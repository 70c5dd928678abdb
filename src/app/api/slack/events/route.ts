import { slackDoor } from '@/server/slack/door';

/** Mentions, direct messages, the home tab, and the end of an installation. */
export const POST = slackDoor('events');
