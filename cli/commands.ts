import { runCommand, type DataFiles, type DeployCommand } from "./command";
import { deploy } from "./commands/deploy";
import { destroy } from "./commands/destroy";
import { encryptState } from "./commands/encrypt-state";
import { kubeconfig } from "./commands/kubeconfig";
import { leftovers } from "./commands/leftovers";
import { moveState } from "./commands/move-state";
import { rotate } from "./commands/rotate";
import { shell } from "./commands/shell";
import { status } from "./commands/status";

/** All commands that work on a real cloud. */
export const COMMANDS: readonly DeployCommand[] = [deploy, destroy, status, kubeconfig, shell, leftovers, moveState, encryptState, rotate];

/**
 * Runs the command that the first argument names.
 *
 * @param args - its name and its arguments
 * @param files - the data files
 * @returns exit code
 * @throws Error if there is no such command
 */
export function runNamed([name = "", ...args]: readonly string[], files: DataFiles): Promise<number> {
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw new Error(`'${name}' is not one of ${COMMANDS.map((one) => one.name).join(", ")}`);
  return runCommand(command, args, files);
}
