import "../operate/synth/synth-shim";
import * as fs from "node:fs";
import type { DataFiles } from "../cli/command";
import { runNamed } from "../cli/commands";

// The commands that work on a cloud, on the site and the projects of E2E_DATA, as a process of its own that can be killed.

async function main(args: string[]): Promise<void> {
  process.exitCode = await runNamed(args, JSON.parse(fs.readFileSync(process.env["E2E_DATA"]!, "utf8")) as DataFiles);
}

void main(process.argv.slice(2));
