// A zip of a folder, without compression: a draft of a policy pack as somebody would upload it.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { crc32 } from "node:zlib";

/**
 * @param {string} folder
 * @param {(name: string, text: string) => string | null} change text of a file; null leaves it out
 */
export function zipOf(folder, change = (_, text) => text) {
  const locals = [];
  const entries = [];
  let at = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    const text = change(name, readFileSync(path, "utf8"));
    if (text === null) continue;
    const [bytes, bare] = [Buffer.from(text), Buffer.from(`draft/${name}`)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800, 2);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(bare.length, 22);
    locals.push(Buffer.from("PK\u0003\u0004"), head, bare, bytes);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    entries.push(Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), head, tail, bare);
    at += 30 + bare.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  const count = entries.length / 5;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\u0005\u0006"), end]);
}
