import * as path from "node:path";
import { InvalidEnvironments } from "../../projects";
import { OpenStackError } from "../openstack/failure";
import { CommandError } from "../session/exit-codes";
import type { Output } from "../session/output";

/**
 * Says what went wrong. What the program did not expect is said to be its fault, and the log gets its stack.
 *
 * @param error - what was thrown
 * @param output - where to say it
 * @param what - what it happened to, before the message
 */
export function sayError(error: Error, output: Output, what = ""): void {
  const message = `${what === "" ? "" : `${what}: `}${error.message}`;
  if (error instanceof CommandError || error instanceof OpenStackError || error instanceof InvalidEnvironments)
    return output.problem(message);
  output.record(stacksOf(error));
  output.problem(
    `${message}\n  the program did not expect this, which is a fault of it; where in it that happened stands in ${path.relative("", output.log)}`,
  );
}

/** Its stack and those of what it was made from. */
function stacksOf(error: Error): string {
  const stack = error.stack ?? String(error);
  return error.cause instanceof Error ? `${stack}\ncaused by ${stacksOf(error.cause)}` : stack;
}
