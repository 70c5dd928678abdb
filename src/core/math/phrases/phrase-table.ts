/**
 * Phrases of one to four tokens as whole numbers. A phrase is its beginning plus one word, so that a text is matched by
 * whole numbers alone: one look-up of text per token, not one per phrase. Open addressing in typed arrays.
 */

/** Longest phrase, in tokens: the fourth still adds accuracy in cross-validation, a fifth does not. */
export const LONGEST_PHRASE = 4;
/** The beginning of a phrase of one word. */
const ROOT = -1;

export class PhraseTable {
  private readonly words = new Map<string, number>();
  private readonly wordNames: string[] = [];
  private parents = new Int32Array(1024);
  private tails = new Int32Array(1024);
  /** Number of a phrase plus one; 0 is a free slot. */
  private slots = new Int32Array(4096);
  private counted = 0;

  /** How many phrases it holds. */
  get size(): number {
    return this.counted;
  }

  /** The number of `parent` followed by a word, or -1. `word` is from `wordId`. */
  find(parent: number, word: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash(parent, word) & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]! - 1;
      if (id < 0 || (this.parents[id] === parent && this.tails[id] === word)) return id;
    }
  }

  wordId(word: string): number {
    return this.words.get(word) ?? -1;
  }

  /** Numbers every phrase of these tokens into `out`, from each token the one, two, three and four words that begin there; adds what is new. Returns how many were written. */
  addAll(tokens: readonly string[], out: Int32Array): number {
    let written = 0;
    const ids = tokens.map((token) => this.addWord(token));
    for (let at = 0; at < ids.length; at += 1) {
      let phrase = ROOT;
      for (let end = at; end < Math.min(ids.length, at + LONGEST_PHRASE); end += 1) {
        phrase = this.add(phrase, ids[end]!);
        out[written] = phrase;
        written += 1;
      }
    }
    return written;
  }

  /** As `addAll`, but only phrases it holds, and it learns none. */
  findAll(tokens: readonly string[], out: Int32Array): number {
    let written = 0;
    // The words lie at the end of `out` until their phrases, at most four each, are written over them.
    const words = out.subarray(out.length - tokens.length);
    for (let at = 0; at < tokens.length; at += 1) words[at] = this.wordId(tokens[at]!);
    for (let at = 0; at < tokens.length; at += 1) {
      let phrase = ROOT;
      const last = Math.min(tokens.length, at + LONGEST_PHRASE);
      for (let end = at; end < last; end += 1) {
        const word = words[end]!;
        phrase = word < 0 ? -1 : this.find(phrase, word);
        if (phrase < 0) break;
        out[written] = phrase;
        written += 1;
      }
    }
    return written;
  }

  /** Adds one phrase and its beginnings; its number. */
  addPhrase(phrase: string): number {
    let id = ROOT;
    for (const token of phrase.split(' ')) id = this.add(id, this.addWord(token));
    return id;
  }

  /** The words of a phrase, with blanks between. */
  phrase(id: number): string {
    const parent = this.parents[id]!;
    const word = this.wordNames[this.tails[id]!]!;
    return parent === ROOT ? word : `${this.phrase(parent)} ${word}`;
  }

  isWord(id: number): boolean {
    return this.parents[id] === ROOT;
  }

  private addWord(word: string): number {
    let id = this.words.get(word);
    if (id === undefined) {
      id = this.wordNames.length;
      this.words.set(word, id);
      this.wordNames.push(word);
    }
    return id;
  }

  private add(parent: number, word: number): number {
    const known = this.find(parent, word);
    if (known >= 0) return known;
    if (this.counted === this.parents.length) this.grow();
    const id = this.counted;
    this.parents[id] = parent;
    this.tails[id] = word;
    this.counted += 1;
    this.place(id);
    return id;
  }

  private place(id: number): void {
    const mask = this.slots.length - 1;
    let slot = hash(this.parents[id]!, this.tails[id]!) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = id + 1;
  }

  private grow(): void {
    const double = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.parents = double(this.parents);
    this.tails = double(this.tails);
    // A quarter full at most just after growing: probes stay short.
    this.slots = new Int32Array(this.parents.length * 4);
    for (let id = 0; id < this.counted; id += 1) this.place(id);
  }
}

function hash(parent: number, word: number): number {
  let mixed = Math.imul(parent + 1, 0x9e3779b1) ^ Math.imul(word + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
