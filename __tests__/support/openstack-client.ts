import * as fs from "node:fs";
import * as path from "node:path";

/** An `openstack` of a test, which answers with what it was told to. */
export interface OpenstackClient {
  /** Folder for the PATH. */
  readonly folder: string;
  /** Sets answers by the first words of a command; the longest fits best. */
  readonly answers: (answers: Readonly<Record<string, unknown>>) => void;
  /** What it was asked so far. */
  readonly calls: () => string[];
}

const PROGRAM = `#!${process.execPath}
const fs = require("node:fs");
const path = require("node:path");
const asked = process.argv.slice(2).join(" ");
fs.appendFileSync(path.join(__dirname, "calls"), asked + "\\n");
const answers = JSON.parse(fs.readFileSync(path.join(__dirname, "answers.json"), "utf8"));
const key = Object.keys(answers).filter((words) => asked.startsWith(words)).sort((a, b) => b.length - a.length)[0];
if (key === undefined) { console.error("no answer to " + asked); process.exit(1); }
console.log(JSON.stringify(answers[key]));
`;

/** Writes the program into a folder. */
export function openstackClient(folder: string): OpenstackClient {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "openstack"), PROGRAM, { mode: 0o755 });
  const calls = path.join(folder, "calls");
  return {
    folder,
    answers: (answers) => fs.writeFileSync(path.join(folder, "answers.json"), JSON.stringify(answers)),
    calls: () => (fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : []),
  };
}
