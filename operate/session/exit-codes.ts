import { constants } from "node:os";

/** Exit codes of the commands. */
export const EXIT = {
  /** All of it is done. */
  done: 0,
  /** Something failed; the messages say what is where. */
  failed: 1,
  /** The command cannot start: arguments, variables, data files, Terraform. Nothing was touched. */
  usage: 2,
  /** Somebody, or the project's protection, said no. */
  refused: 3,
  /** What there is differs from what the files say, or something is left. */
  different: 4,
} as const;

/** An end of a command that has an exit code and a message for the user. */
export class CommandError extends Error {
  constructor(
    message: string,
    /** Exit code of the command. */
    public readonly exitCode: number,
  ) {
    super(message);
  }
}

/** Exit code that shells give a command that a signal ended. */
export function signalExitCode(signal: NodeJS.Signals): number {
  return 128 + (constants.signals[signal] ?? 0);
}
