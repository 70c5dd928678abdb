/** The dashboard of the person who asks, in one workspace. */
export interface PinBook {
  /**
   * Keep an answer of a thread of theirs. One that is there already stays.
   * @returns its title on the dashboard.
   * @throws AppError forbidden when nobody is signed in, not_found, not_supported for what is no answer.
   */
  pin(messageId: string, title?: string): Promise<{ title: string }>;
}
