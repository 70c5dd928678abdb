import { createHmac } from 'node:crypto';
import { isHit, type Faults } from '../../kit/sandbox/faults';

interface Message {
  id: string;
  timestamp: number;
  body: string;
}

/** What the shop has to tell, until it is sent. */
export class WebhookSender {
  private readonly key: Buffer;
  private waiting: Message[] = [];
  private count = 0;
  private sent = 0;

  constructor(secret: string) {
    this.key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  }

  note(event_type: string, { resource_url, shop_id }: { resource_url: string; shop_id: string }, now: Date): void {
    this.count += 1;
    const body = JSON.stringify({ event_type, resource_url, shop_id });
    this.waiting.push({ id: `msg_${this.count}`, timestamp: Math.floor(now.getTime() / 1000), body });
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

  private async send(url: string, { id, timestamp, body }: Message): Promise<void> {
    const signature = createHmac('sha256', this.key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      // One of a secret that is on its way out, and the one that counts.
      'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')} v1,${signature}`,
    };
    await fetch(url, { method: 'POST', headers, body });
  }
}
