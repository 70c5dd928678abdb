/** A path of this site to go on to, or the home page: an address from outside never leads away. */
export function toLocalPath(given: string | null | undefined): string {
  return given && /^\/(?![/\\])/.test(given) ? given : '/';
}
