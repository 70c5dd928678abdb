/**
 * Bytes of a text file of unknown encoding to text, piece by piece. A byte order mark decides; without one the file is
 * UTF-8 until a byte says otherwise. A file that was plain ASCII up to there is taken for Windows-1252, which Excel
 * writes; one that held valid UTF-8 before is broken UTF-8, and the bad bytes become replacement characters.
 */
export class TextDecoding {
  private decoder: TextDecoder | null = null;
  /** While still undecided between UTF-8 and Windows-1252: an unfinished character at the end of the last piece. */
  private held: Uint8Array = new Uint8Array(0);
  private hasStarted = false;
  private hasSeenUtf8 = false;
  private readonly warn: (text: string) => void;

  constructor(warn: (text: string) => void) {
    this.warn = warn;
  }

  decode(piece: Uint8Array): string {
    if (!this.hasStarted) {
      const head = concat(this.held, piece);
      if (head.length < 3) {
        this.held = head;
        return '';
      }
      this.held = new Uint8Array(0);
      return this.start(head);
    }
    return this.decoder ? this.decoder.decode(piece, { stream: true }) : this.decodeUndecided(concat(this.held, piece));
  }

  end(): string {
    if (!this.hasStarted) return this.start(this.held) + this.end();
    if (this.decoder) return this.decoder.decode();
    const rest = this.held;
    this.held = new Uint8Array(0);
    return rest.length === 0 ? '' : this.fallBack(rest);
  }

  private start(head: Uint8Array): string {
    this.hasStarted = true;
    const mark = bomOf(head);
    if (mark === null) return this.decodeUndecided(head);
    this.decoder = new TextDecoder(mark);
    return this.decoder.decode(head, { stream: true });
  }

  private decodeUndecided(bytes: Uint8Array): string {
    const whole = bytes.length - unfinishedTail(bytes);
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, whole));
      this.hasSeenUtf8 ||= text.length < whole;
      this.held = bytes.slice(whole);
      return text;
    } catch {
      return this.fallBack(bytes);
    }
  }

  private fallBack(bytes: Uint8Array): string {
    const lenient = new TextDecoder('utf-8');
    const text = lenient.decode(bytes, { stream: true });
    const broken = text.split('\ufffd').length - 1;
    const valid = [...text].filter((character) => character > '\u007f' && character !== '\ufffd').length;
    if (this.hasSeenUtf8 || valid > broken) {
      this.decoder = lenient;
      this.warn('Some characters are not valid UTF-8; they were read as \ufffd.');
      return text;
    }
    this.decoder = new TextDecoder('windows-1252');
    this.warn('The file is not UTF-8; it was read as Windows-1252 (Western European).');
    return this.decoder.decode(bytes, { stream: true });
  }
}

function bomOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Bytes at the end that begin a UTF-8 character without finishing it: 0 to 3. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
