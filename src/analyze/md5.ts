/** MD5 (RFC 1321), by which Prometheus' `hashmod` spreads targets. */

const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const sines = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

type State = readonly [a: number, b: number, c: number, d: number];

/** The 16 bytes of a text's hash. */
export function md5(text: string): Uint8Array {
  const words = padded(new TextEncoder().encode(text));
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < words.length; at += 16) state = mixed(state, words.subarray(at, at + 16));
  const bytes = new DataView(new ArrayBuffer(16));
  for (const [i, word] of state.entries()) bytes.setUint32(4 * i, word, true);
  return new Uint8Array(bytes.buffer);
}

/** Little-endian words of the message, a 1 bit after it and its length in bits at the end. */
function padded(message: Uint8Array): Uint32Array {
  const size = 64 * Math.ceil((message.length + 9) / 64);
  const bytes = new DataView(new ArrayBuffer(size));
  for (const [i, byte] of message.entries()) bytes.setUint8(i, byte);
  bytes.setUint8(message.length, 0x80);
  bytes.setBigUint64(size - 8, 8n * BigInt(message.length), true);
  return Uint32Array.from({ length: size / 4 }, (_, i) => bytes.getUint32(4 * i, true));
}

function mixed(before: State, block: Uint32Array): State {
  let [a, b, c, d] = before;
  for (let i = 0; i < 64; i++) {
    const [f, word] = round(Math.floor(i / 16), i, b, c, d);
    const sum = (a + f + sines[i]! + block[word % 16]!) >>> 0;
    const shift = shifts[Math.floor(i / 16)]![i % 4]!;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) >>> 0];
  }
  return [a, b, c, d].map((word, i) => (word + before[i]!) >>> 0) as unknown as State;
}

/** The function of a round, and which word of the block its step takes. */
function round(number: number, step: number, b: number, c: number, d: number): readonly [number, number] {
  if (number === 0) return [(b & c) | (~b & d), step];
  if (number === 1) return [(d & b) | (~d & c), 5 * step + 1];
  return number === 2 ? [b ^ c ^ d, 3 * step + 5] : [c ^ (b | ~d), 7 * step];
}
