const encoder = new TextEncoder();

/** FNV-1a, 32 bits, as eight hex digits (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/). */
export function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** The name itself if it fits into `maxBytes` of UTF-8, else its beginning and a hash of the whole, so that long names stay different. */
export function boundedName(name: string, maxBytes = 63): string {
  if (encoder.encode(name).length <= maxBytes) return name;
  const room = maxBytes - 9;
  let kept = "";
  let used = 0;
  for (const character of name) {
    const size = encoder.encode(character).length;
    if (used + size > room) break;
    kept += character;
    used += size;
  }
  return `${kept}_${fnv1a(name)}`;
}
