// Jupyter's messages as bytes (protocol v1.kernel.websocket.jupyter.org): the number of offsets, the offsets (64 bits,
// little-endian), then channel, header, parent header, metadata and content as UTF-8, and the buffers.

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const FIRST_BUFFER = 5;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

// Parts are texts, ArrayBuffers or views of them.
export function pack(parts) {
  const bytes = parts.map((part) => {
    if (typeof part === "string") return encoder.encode(part);
    return ArrayBuffer.isView(part)
      ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
      : new Uint8Array(part);
  });
  let end = 8 * (bytes.length + 2);
  const whole = new Uint8Array(end + bytes.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(whole.buffer);
  view.setBigUint64(0, BigInt(bytes.length + 1), true);
  bytes.forEach((part, at) => {
    view.setBigUint64(8 * (at + 1), BigInt(end), true);
    whole.set(part, end);
    end += part.length;
  });
  view.setBigUint64(8 * (bytes.length + 1), BigInt(end), true);
  return whole;
}

// Buffers are views of the bytes given.
export function unpack(bytes) {
  const view = new DataView(bytes);
  const number = Number(view.getBigUint64(0, true));
  const offsets = Array.from({ length: number }, (_, at) => Number(view.getBigUint64(8 * (at + 1), true)));
  const part = (at) => [bytes, offsets[at], offsets[at + 1] - offsets[at]];
  const json = (at) => JSON.parse(decoder.decode(new Uint8Array(...part(at))));
  const buffers = [];
  for (let at = FIRST_BUFFER; at < number - 1; at += 1) buffers.push(new DataView(...part(at)));
  return { header: json(1), parent: json(2), metadata: json(3), content: json(4), buffers };
}
