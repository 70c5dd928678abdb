import { slackDoor } from '@/server/slack/door';

/** The slash command. */
export const POST = slackDoor('commands');
