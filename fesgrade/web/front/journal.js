// Everything that the page has said to Python, in order, so that another kernel can be told it again.

// The most that is kept: a message is some hundred bytes, a file that was opened has its own size.
const MOST_BYTES = 64_000_000;

export class Journal {
  constructor() {
    this.entries = [];
    this.bytes = 0;
    this.whole = true; // no more once something had to be left out: then nothing can be told again
  }

  // An entry: { id, type, comm, data, buffers, callbacks, done }; `done` says that Python has dealt with it once.
  add(entry) {
    if (!this.whole) return;
    this.bytes += JSON.stringify(entry.data).length + entry.buffers.reduce((sum, part) => sum + part.byteLength, 0);
    this.entries.push(entry);
    if (this.bytes <= MOST_BYTES) return;
    this.whole = false;
    this.entries = [];
  }
}
