import type { DigestSettings } from './digest';

/** The digests of the person who asks, in one workspace. */
export interface DigestBook {
  /** @throws AppError forbidden when nobody is signed in: there is nobody to send it to. */
  create(settings: DigestSettings): Promise<{ nextAt: Date }>;
}
