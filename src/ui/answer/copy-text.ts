/** Put a text on the clipboard. Rejects where the browser does not allow it (plain http from another machine, say). */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
