import type { AlertSettings } from './alert';

/** The alerts of the person who asks, in one workspace. */
export interface AlertBook {
  /** @throws AppError forbidden when nobody is signed in: there is nobody to tell. */
  create(settings: AlertSettings): Promise<void>;
}
