import "../tools/synth-shim";
import * as fs from "node:fs";
import { runCommand, type DataFiles } from "../tools/deploy/command";
import { COMMANDS } from "../tools/deploy/commands";

// The commands of tools/deploy on the site and the projects of E2E_DATA, as a process of its own that can be killed.

async function main([name = "", ...args]: string[]): Promise<void> {
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw new Error(`'${name}' is not one of ${COMMANDS.map((one) => one.name).join(", ")}`);
  const data = JSON.parse(fs.readFileSync(process.env["E2E_DATA"]!, "utf8")) as DataFiles;
  process.exitCode = await runCommand(command, args, data);
}

void main(process.argv.slice(2));
