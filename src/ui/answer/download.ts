/** Save a text or a data URL as a file. */
export function downloadFile(name: string, content: { text: string; type: string } | { dataUrl: string }): void {
  const url = 'dataUrl' in content ? content.dataUrl : URL.createObjectURL(new Blob([content.text], { type: content.type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  if ('text' in content) URL.revokeObjectURL(url);
}
