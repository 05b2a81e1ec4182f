// Ed25519 (RFC 8032) and SHA-512 (FIPS 180-4) for browsers without their own. Verification only: nothing is secret here.
"use strict";

const sha512 = (() => {
  const MASK = (1n << 64n) - 1n;
  const root = (value, degree) => {
    let low = 0n, high = 1n << 100n;
    while (low < high) {
      const middle = (low + high + 1n) >> 1n;
      if (middle ** degree <= value) low = middle; else high = middle - 1n;
    }
    return low;
  };
  const primes = [];
  for (let number = 2; primes.length < 80; number++) {
    if (primes.every((prime) => number % prime)) primes.push(number);
  }
  const ROUNDS = primes.map((prime) => root(BigInt(prime) << 192n, 3n) & MASK);
  const START = primes.slice(0, 8).map((prime) => root(BigInt(prime) << 128n, 2n) & MASK);
  const turn = (word, by) => ((word >> by) | (word << (64n - by))) & MASK;

  const mix = (state, block) => {
    const words = Array.from({ length: 16 }, (_, at) => block.getBigUint64(8 * at));
    for (let at = 16; at < 80; at++) {
      const near = words[at - 2], far = words[at - 15];
      const one = turn(near, 19n) ^ turn(near, 61n) ^ (near >> 6n);
      const two = turn(far, 1n) ^ turn(far, 8n) ^ (far >> 7n);
      words.push((one + words[at - 7] + two + words[at - 16]) & MASK);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 80; at++) {
      const choice = (e & f) ^ (~e & MASK & g), most = (a & b) ^ (a & c) ^ (b & c);
      const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + choice + ROUNDS[at] + words[at];
      const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + most;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK, c, b, a, (one + two) & MASK];
    }
    return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) & MASK);
  };

  return (bytes) => {
    const padded = new Uint8Array((((bytes.length + 16) >> 7) + 1) << 7);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
    let state = START;
    for (let at = 0; at < padded.length; at += 128) state = mix(state, new DataView(padded.buffer, at, 128));
    const digest = new DataView(new ArrayBuffer(64));
    state.forEach((word, at) => digest.setBigUint64(8 * at, word));
    return new Uint8Array(digest.buffer);
  };
})();

const ed25519 = (() => {
  const P = 2n ** 255n - 19n;
  const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
  const mod = (value) => ((value % P) + P) % P;
  const power = (base, exponent) => {
    let result = 1n;
    for (let factor = mod(base); exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) result = mod(result * factor);
      factor = mod(factor * factor);
    }
    return result;
  };
  const inverse = (value) => power(value, P - 2n);
  const D = mod(-121665n * inverse(121666n));
  const ROOT = power(2n, (P - 1n) / 4n); // of minus one
  const number = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

  // The point with this y and the parity of x, or null: (x, y, 1, xy).
  const point = (bytes) => {
    const whole = number(bytes), y = whole & ((1n << 255n) - 1n), odd = whole >> 255n;
    if (y >= P) return null;
    const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
    let x = mod(u * v ** 3n * power(u * v ** 7n, (P - 5n) / 8n));
    if (mod(v * x * x) !== u) x = mod(x * ROOT);
    if (mod(v * x * x) !== u || (x === 0n && odd)) return null;
    if ((x & 1n) !== odd) x = P - x;
    return [x, y, 1n, mod(x * y)];
  };
  const add = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
    const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2));
    const c = mod(2n * D * t1 * t2), d = mod(2n * z1 * z2);
    const e = b - a, f = d - c, g = d + c, h = b + a;
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  };
  const times = (factor, base) => {
    let result = [0n, 1n, 1n, 0n];
    for (let sum = base; factor > 0n; factor >>= 1n) {
      if (factor & 1n) result = add(result, sum);
      sum = add(sum, sum);
    }
    return result;
  };
  const BASE_Y = mod(4n * inverse(5n));
  const BASE = point(Uint8Array.from({ length: 32 }, (_, at) => Number((BASE_Y >> BigInt(8 * at)) & 255n)));
  const packed = ([x, y, z]) => {
    const scale = inverse(z);
    return mod(y * scale) | ((mod(x * scale) & 1n) << 255n);
  };

  return {
    verify(key, signature, message) {
      const a = point(key), s = number(signature.subarray(32));
      if (signature.length !== 64 || !a || s >= ORDER) return false;
      const r = signature.subarray(0, 32);
      const joined = new Uint8Array([...r, ...key, ...message]);
      const k = number(sha512(joined)) % ORDER;
      const minus = [mod(-a[0]), a[1], a[2], mod(-a[3])];
      return packed(add(times(s, BASE), times(k, minus))) === number(r);
    },
  };
})();
