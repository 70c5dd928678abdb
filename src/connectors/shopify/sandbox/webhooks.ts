import { createHmac } from 'node:crypto';
import { isHit, type Faults } from '../../kit/sandbox/faults';

interface Message {
  id: string;
  topic: string;
  body: string;
  triggeredAt: string;
}

/** What the shop has to tell, until it is sent. */
export class WebhookSender {
  private readonly secret: string;
  private readonly host: string;
  private waiting: Message[] = [];
  private count = 0;
  private sent = 0;

  constructor(secret: string, host: string) {
    this.secret = secret;
    this.host = host;
  }

  note(topic: string, body: object, now: Date): void {
    this.count += 1;
    const id = `b54557e4-bdd9-4b37-8a5f-${String(this.count).padStart(12, '0')}`;
    this.waiting.push({ id, topic, body: JSON.stringify(body), triggeredAt: now.toISOString() });
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

  private async send(url: string, { id, topic, body, triggeredAt }: Message): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': this.host,
      'x-shopify-webhook-id': id,
      'x-shopify-triggered-at': triggeredAt,
      'x-shopify-hmac-sha256': createHmac('sha256', this.secret).update(body).digest('base64'),
    };
    await fetch(url, { method: 'POST', headers, body });
  }
}
