import { InvalidEnvironments, parseEnvironments, rightEnvironments, type Environments, type Project } from "../projects";
import { CommandError, EXIT } from "../operate/session/exit-codes";
import type { DataFiles } from "./command";

/**
 * Checks the data files of a command that is about all projects.
 *
 * @param files - the data files
 * @throws CommandError with everything that is wrong
 */
export function parsed({ projects, sites }: DataFiles): Project[] {
  return refusing(() => parseEnvironments(projects, sites));
}

/**
 * The same, with the sites whose projects an administrator keeps.
 *
 * @param files - the data files
 * @throws CommandError with everything that is wrong
 */
export function parsedWithAdmins({ projects, sites }: DataFiles): Environments {
  return refusing(() => rightEnvironments(projects, sites));
}

/**
 * Calls a function, and says what it finds wrong with data as a command does.
 *
 * @param use - the function
 * @throws CommandError for what is wrong with data
 */
export function refusing<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw error instanceof InvalidEnvironments ? new CommandError(error.message, EXIT.usage) : error;
  }
}
