// Reads a signed code and says what it is worth. No network: keys and status list stand in this page.
"use strict";

const known = JSON.parse(document.getElementById("known").textContent);
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const LISTED = { 1: "suspended", 2: "revoked", 3: "replaced" };
const KEY_ID = 8, SIGNATURE = 64, DAY = 86400000, CHINA = 8 * 3600000;
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const utf8 = (text) => new TextEncoder().encode(text);

function base45(text) {
  const values = Array.from(text, (character) => ALPHABET.indexOf(character)), bytes = [];
  for (let at = 0; at < values.length; at += 3) {
    const group = values.slice(at, at + 3);
    const sum = group.reduceRight((total, value) => total * 45 + value, 0);
    if (group.includes(-1) || group.length === 1 || sum >= 256 ** (group.length - 1)) throw new Error("forged");
    bytes.push(...(group.length === 3 ? [sum >> 8, sum & 255] : [sum]));
  }
  return Uint8Array.from(bytes);
}

// The kinds of CBOR that are written: numbers, bytes, text, lists, maps, true, false, none.
function cbor(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const size = (info) => {
    if (info < 24) return info;
    const width = 1 << (info - 24), from = at;
    at += width;
    return [() => view.getUint8(from), () => view.getUint16(from), () => view.getUint32(from),
      () => Number(view.getBigUint64(from))][info - 24]();
  };
  const take = (length) => bytes.slice(at, (at += length));
  const value = () => {
    const head = view.getUint8(at++), kind = head >> 5, info = head & 31;
    if (kind === 7) return { 20: false, 21: true, 22: null }[info];
    const length = size(info);
    if (kind === 0) return length;
    if (kind === 1) return -1 - length;
    if (kind === 2) return hex(take(length));
    if (kind === 3) return new TextDecoder().decode(take(length));
    if (kind === 4) return Array.from({ length }, value);
    if (kind === 5) return new Map(Array.from({ length }, () => [value(), value()]));
    throw new Error("forged");
  };
  return value();
}

async function inflated(bytes) {
  if (bytes[0] !== 0x78) return bytes;
  if (!window.DecompressionStream) throw new Error("browser");
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function isSigned(key, signature, message) {
  try {
    const held = await window.crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return await window.crypto.subtle.verify({ name: "Ed25519" }, held, signature, message);
  } catch {
    return ed25519.verify(key, signature, message);
  }
}

// An envelope is a list of three: key id, body, signature; only the head of the body varies in length.
async function unsealed(purpose, raw) {
  const id = raw.slice(2, 2 + KEY_ID), signature = raw.slice(-SIGNATURE), inner = raw.slice(2 + KEY_ID, -SIGNATURE - 2);
  const head = inner[0] < 0x58 ? 1 : 1 + 2 ** (inner[0] - 0x58), body = inner.slice(head);
  const key = known.keys[hex(id)];
  const shape = raw[0] === 0x83 && raw[1] === 0x48 && raw[raw.length - SIGNATURE - 2] === 0x58
    && raw[raw.length - SIGNATURE - 1] === 0x40 && cbor(inner) === hex(body);
  if (!shape) throw new Error("forged");
  if (!key) throw new Error("unknown_key");
  const message = new Uint8Array([...utf8(purpose), ...id, ...body]);
  if (!(await isSigned(bytesOf(key.key), signature, message))) throw new Error("forged");
  return { key, content: cbor(await inflated(body)) };
}

// A printed code is a link around the signed text.
function bare(text) {
  const from = text.indexOf("LD1:");
  return /^https?:/i.test(text) && from > 0 ? decodeURIComponent(text.slice(from)) : text;
}

async function judged(said, now) {
  const text = bare(said);
  if (!text.startsWith("LD1:")) throw new Error("forged");
  const { key, content } = await unsealed("LD1", base45(text.slice(4)));
  if (content.get(1) !== 1) throw new Error("version");
  const list = (await unsealed("LDS1", bytesOf(known.list))).content;
  const digest = hex(sha512(utf8(content.get(2))).slice(0, 8));
  const today = Math.floor((now + CHINA) / DAY), until = content.get(8) ?? null;
  const stale = now > list.get(3) * 1000;
  let state = LISTED[list.get(4).get(digest)];
  if (!state && until !== null && today > until) state = "expired";
  if (!state && today < content.get(7)) state = "not_yet";
  return { state: state || (stale ? "stale" : "valid"), content, list, test: key.test || content.get(11) === true };
}

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function inBoth(name) {
  const [first, second] = known.lang === "en" ? ["en", "zh"] : ["zh", "en"];
  return [known.words[name][first], known.words[name][second]];
}

function show(state, found) {
  const place = document.getElementById("verdict"), [first, second] = inBoth(state);
  const heading = element("h2", first);
  heading.append(element("small", second));
  place.replaceChildren(heading);
  place.dataset.state = state;
  if (!found) return;
  if (found.test) place.append(element("p", inBoth("test").join(" · "), "test"));
  const day = (days) => (days === null ? inBoth("open_ended")[0] : new Date(days * DAY).toISOString().slice(0, 10));
  const time = (seconds) => new Date(seconds * 1000 + CHINA).toISOString().slice(0, 16).replace("T", " ");
  const { content, list } = found, rows = element("dl", "");
  const values = { title: content.get(4), number: content.get(2), holder: content.get(5), authority: content.get(9),
    issued: day(content.get(6)), start: day(content.get(7)), until: day(content.get(8) ?? null), as_of: time(list.get(2)) };
  for (const [name, value] of Object.entries(values)) rows.append(element("dt", inBoth(name)[0]), element("dd", value));
  place.append(rows);
}

async function check(text) {
  try {
    const found = await judged(text.replace(/^\s+|[\r\n\t]+$/g, ""), Date.now());
    show(found.state, found);
  } catch (error) {
    show(known.words[error.message] ? error.message : "forged");
  }
}

const field = document.getElementById("text"), none = document.getElementById("none");
document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  check(field.value);
});

async function seen(detector, picture) {
  const [code] = await detector.detect(picture);
  none.hidden = Boolean(code);
  if (code) check((field.value = code.rawValue));
  return Boolean(code);
}

if (window.BarcodeDetector) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  document.getElementById("pick").hidden = false;
  document.getElementById("image").addEventListener("change", async (event) => {
    const picture = await createImageBitmap(event.target.files[0]).catch(() => null);
    if (!picture || !(await seen(detector, picture))) none.hidden = false;
  });
  const button = document.getElementById("camera"), video = document.getElementById("video");
  button.hidden = !navigator.mediaDevices;
  button.addEventListener("click", async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
    if (!stream) return;
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    while (!(await seen(detector, video))) await new Promise((done) => setTimeout(done, 250));
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = none.hidden = true;
  });
}
