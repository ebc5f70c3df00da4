/* Files of the index (section 6 of FORMAT.md): fetched, from a disk by script elements, and inflated. */

/** The folder of the index, below the site's root. */
export const FOLDER = "search/data/";
const HEAD = 'goalbookPart("';

/** A file that isn't there: the site was published anew. */
export class Missing extends Error {}

/** A file that can't be fetched. */
export class Unreachable extends Error {}

/**
 * The bytes of a file's text without its escapes.
 * @param {Uint8Array} bytes
 */
export function unescaped(bytes) {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at];
    if (byte === 92) {
      byte = bytes[++at];
      byte = byte === 110 ? 10 : byte === 114 ? 13 : byte;
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

/**
 * The payload of compressed bytes. Those that were made with a primer are the rest of a stream that begins with it,
 * so it goes ahead of them, in a block that isn't compressed.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Uint8Array<ArrayBuffer> | null} primer
 */
export async function inflated(bytes, primer) {
  const size = primer ? primer.length : 0;
  const head = Uint8Array.of(0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255);
  const parts = primer && size ? [head, primer, bytes] : [bytes];
  const { writable, readable } = new DecompressionStream(size ? "deflate-raw" : "deflate");
  const writer = writable.getWriter();
  // What goes wrong while it is written is also told by what is read. A stream of a blob would take a way of its own.
  for (const part of parts) writer.write(part).catch(() => {});
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(readable).arrayBuffer()).subarray(size);
}

/**
 * @param {string} url
 * @param {boolean} fresh
 */
async function fetched(url, fresh) {
  let bytes;
  try {
    const answer = await fetch(url, { cache: fresh ? "reload" : "default" });
    if (answer.status === 404 || answer.status === 410) throw new Missing(url);
    if (!answer.ok) throw new Unreachable(url);
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw error instanceof Missing ? error : new Unreachable(url);
  }
  // A server may answer with a page of its own where a file isn't.
  if (String.fromCharCode(...bytes.subarray(0, HEAD.length)) !== HEAD) throw new Missing(url);
  return unescaped(bytes.subarray(HEAD.length, bytes.length - 2));
}

/** @type {Map<HTMLOrSVGScriptElement | null, (bytes: Uint8Array<ArrayBuffer>) => void>} */
const waiting = new Map();

/** @param {string} text */
globalThis.goalbookPart ??= function (text) {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at) & 255;
  const resolve = waiting.get(document.currentScript);
  if (resolve) resolve(bytes);
};

/**
 * @param {string} url
 * @param {boolean} fresh
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
function scripted(url, fresh) {
  const script = document.createElement("script");
  return new Promise(function (resolve, reject) {
    waiting.set(script, resolve);
    script.charset = "x-user-defined";
    script.src = fresh ? url + "?" + performance.now() : url;
    script.onload = script.onerror = () => reject(new Missing(url));
    document.head.append(script);
  }).finally(function () {
    waiting.delete(script);
    script.remove();
  });
}

/**
 * The payload of a file. Raises Missing or Unreachable.
 * @param {string} url
 * @param {{ fresh?: boolean, primer?: Promise<Uint8Array<ArrayBuffer>> | null }} [how] ``fresh`` goes past the browser's cache.
 */
export async function readFile(url, { fresh = false, primer = null } = {}) {
  const bytes = await (new URL(url).protocol === "file:" ? scripted : fetched)(url, fresh);
  const first = await primer;
  try {
    return await inflated(bytes, first);
  } catch {
    throw new Missing(url);
  }
}
