import * as fs from "node:fs";
import * as path from "node:path";
import { inflateRawSync } from "node:zlib";
import { formsOf } from "../../operate/session/redaction";

const ZIP_ENTRY = Buffer.from("PK\x03\x04", "latin1");

/** Paths of all files of a folder that have a text in them, in whatever form; saved plans are unpacked. */
export function filesWith(folder: string, text: string): string[] {
  const forms = formsOf(text);
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = fs.readFileSync(file);
      return [bytes, ...unzipped(bytes)].some((part) => forms.some((form) => part.includes(form)));
    })
    .map((file) => path.relative(folder, file))
    .sort();
}

/** Whether a text has another one in it, in whatever form. */
export function hasText(all: string, text: string): boolean {
  return formsOf(text).some((form) => all.includes(form));
}

/** What the entries of a zip archive have. */
function unzipped(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  if (!bytes.subarray(0, 4).equals(ZIP_ENTRY)) return parts;
  for (let at = 0; at >= 0; at = bytes.indexOf(ZIP_ENTRY, at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const isDeflated = bytes.readUInt16LE(at + 8) === 8;
    if (isDeflated) parts.push(inflateRawSync(bytes.subarray(start)));
  }
  return parts;
}
