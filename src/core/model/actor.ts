/** The person for whom something is done, and what they may do in the workspace. */
export interface Actor {
  userId: string;
  /** owner, admin, analyst or viewer. */
  role: string;
}
