import { pathToFileURL } from "node:url";
import { moduleFile } from "../operate/session/program";
import type { CloudCommand, DataFiles } from "./command";
import { loadCommand, type Command } from "./program";
import { ENTRIES } from "./table";

/**
 * Runs a command of the program on data files that it is given, and loads no other command.
 *
 * @param args - its name and its arguments
 * @param files - the data files
 * @returns exit code
 * @throws Error if there is no such command, or if it takes no data files
 */
export async function runNamed([name = "", ...args]: readonly string[], files: DataFiles): Promise<number> {
  const entry = ENTRIES.find((one) => one.name === name);
  const command = entry && (await loadCommand(entry, { load: (module) => import(pathToFileURL(moduleFile(module)).href) }));
  if (!command || !takesDataFiles(command)) throw new Error(`'${name}' is not a command that works on data files that it is given`);
  return command.runOn(args, files);
}

function takesDataFiles(command: Command): command is CloudCommand {
  return "runOn" in command;
}
