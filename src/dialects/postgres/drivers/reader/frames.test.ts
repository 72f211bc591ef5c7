import { describe, expect, it } from "vitest";
import { FrameReader } from "./frames.ts";

function frame(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
function collect() {
  const seen: string[] = [];
  let garbled = 0;
  const frames = new FrameReader({
    message: (type, buffer, start, end) => void seen.push(String.fromCharCode(type) + buffer.toString("latin1", start, end)),
    garbled: () => void garbled++,
  });
  return { frames, seen, garbled: () => garbled };
}
const stream = Buffer.concat([
  frame("D", Buffer.from("one")),
  frame("Z", Buffer.from("I")),
  frame("1", Buffer.alloc(0)),
  frame("D", Buffer.from("x".repeat(40))),
]);
const whole = ["Done", "ZI", "1", `D${"x".repeat(40)}`];

describe("FrameReader", () => {
  it("gives the same messages wherever the stream is cut in two", () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const { frames, seen } = collect();
      frames.push(stream.subarray(0, cut));
      frames.push(stream.subarray(cut));
      expect(seen).toEqual(whole);
    }
  });

  it("gives the same messages byte by byte", () => {
    const { frames, seen } = collect();
    for (let i = 0; i < stream.length; i++) frames.push(stream.subarray(i, i + 1));
    expect(seen).toEqual(whole);
  });

  it("copies a large message once, not once per chunk", () => {
    const { frames, seen } = collect();
    const large = frame("D", Buffer.alloc(32 << 20, 65));
    const began = process.cpuUsage().user;
    for (let at = 0; at < large.length; at += 16_384) frames.push(large.subarray(at, at + 16_384));
    expect(seen[0]?.length).toBe((32 << 20) + 1);
    expect((process.cpuUsage().user - began) / 1000).toBeLessThan(2000);
  });

  it("stops at a length no message can have", () => {
    for (const length of [3, -1, 0x7fffffff]) {
      const { frames, seen, garbled } = collect();
      const bad = Buffer.from("D....");
      bad.writeInt32BE(length, 1);
      frames.push(Buffer.concat([bad, stream]));
      frames.push(stream);
      expect(seen).toEqual([]);
      expect(garbled()).toBe(1);
    }
  });
});
