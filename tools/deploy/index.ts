import "../synth-shim";
import { projectFiles, siteFiles } from "../../environments";
import { runCommand } from "./command";
import { COMMANDS } from "./commands";

async function main([name = "", ...args]: string[]): Promise<void> {
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw new Error(`'${name}' is not one of ${COMMANDS.map((one) => one.name).join(", ")}`);
  process.exitCode = await runCommand(command, args, { projects: projectFiles, sites: siteFiles });
}

if (require.main === module) void main(process.argv.slice(2));
