import { createHash } from 'node:crypto';
import { isHit, type Faults } from '../../kit/sandbox/faults';

interface Message {
  at: Date;
  body: string;
}

/** What the shop has to tell, until it is sent. */
export class WebhookSender {
  private readonly app: { clientId: string; clientSecret: string };
  private waiting: Message[] = [];
  private sent = 0;

  constructor(app: { clientId: string; clientSecret: string }) {
    this.app = app;
  }

  note(eventType: string, attributes: object, at: Date): void {
    const body = JSON.stringify({ eventType, source: 'flipkart', timestamp: at.toISOString(), ...attributes });
    this.waiting.push({ at, body });
  }

  /** Send what waits, in its order and once each, but for faults. */
  async deliver(url: string, { duplicateWebhooks, reorderWebhooks, loseWebhooks }: Faults): Promise<void> {
    const messages = reorderWebhooks ? this.waiting.reverse() : this.waiting;
    this.waiting = [];
    for (const message of messages) {
      this.sent += 1;
      if (isHit(loseWebhooks, this.sent)) continue;
      for (let times = duplicateWebhooks ? 2 : 1; times > 0; times -= 1) await this.send(url, message);
    }
  }

  private async send(url: string, { at, body }: Message): Promise<void> {
    const { clientId, clientSecret } = this.app;
    const signature = createHash('sha1')
      .update(`${Math.floor(at.getTime() / 1000)}${url}POST${clientSecret}`)
      .digest('hex');
    const headers = {
      'content-type': 'application/json',
      X_Date: at.toUTCString(),
      X_Authorization: `FKLOGIN ${Buffer.from(`${clientId}:${signature}`).toString('base64')}`,
    };
    await fetch(url, { method: 'POST', headers, body });
  }
}
