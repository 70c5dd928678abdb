import { after } from 'next/server';
import { getContainer } from '../container';
import { toProblem, toProblemResponse } from '../route-problem';
import type { SlackDeliveryKey } from './answer';
import { receiveSlack, type SlackDoor } from './receive';

/** One of the addresses Slack sends to, as a route: kept and acknowledged at once, answered by a job. */
export function slackDoor(door: SlackDoor): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const { slack } = await getContainer();
      const { reply, delivery } = await receiveSlack(slack, { door, headers: request.headers, body: await request.text() });
      if (delivery) enqueueSlackBehind(delivery);
      return reply;
    } catch (error) {
      const { code, status } = toProblem(error);
      const { logger } = await getContainer();
      logger[status >= 500 ? 'error' : 'warn']({ code, door, ...(status >= 500 ? { err: error } : {}) }, 'a request of Slack was refused');
      return toProblemResponse(error);
    }
  };
}

/** Have a request answered once the response is sent. One that cannot be enqueued is found again by the schedule. */
export function enqueueSlackBehind(delivery: SlackDeliveryKey): void {
  after(async () => {
    const { queue, logger } = await getContainer();
    await queue()
      .then((open) => open.send('answer-slack', delivery, delivery.deliveryId))
      .catch((error: unknown) => logger.error({ err: error, ...delivery }, 'a request of Slack waits for the schedule'));
  });
}
