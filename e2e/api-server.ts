import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Run } from "./run";
import { demand, NotRun } from "./step";

/** What the program of `--api-server` is asked to do. */
export type ApiServerAction = "stop" | "start";

/**
 * Stops or starts the Kubernetes API server by the program of `--api-server`; when it is started this waits until it answers.
 *
 * @param run - the run
 * @param action - which of the two
 * @throws NotRun if there is no such program
 */
export async function apiServer(run: Run, action: ApiServerAction): Promise<void> {
  const program = run.options.apiServer;
  if (program === undefined) throw new NotRun("nobody stops the API server; --api-server names a program that does");
  await call(run, "--api-server", program, [action, run.name]);
  if (action === "stop") return;
  await run.until("the Kubernetes API", () =>
    run.kubernetes!.run("get", "--raw=/readyz").then(
      () => true,
      () => undefined,
    ),
  );
}

/**
 * Runs a program of the user, and writes down what it says.
 *
 * @param run - the run
 * @param option - the option that names it
 * @param program - its path
 * @param args - its arguments
 * @throws Error if it does not end with 0
 */
export async function call(run: Run, option: string, program: string, args: readonly string[]): Promise<void> {
  run.transcript.line(`$ (the program of ${option}) ${args.join(" ")}`);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
  child.stdout.setEncoding("utf8").on("data", (text: string) =>
    text
      .trimEnd()
      .split("\n")
      .forEach((line) => run.transcript.line(line)),
  );
  const [code] = (await once(child, "close")) as [number | null];
  demand(code === 0, `the program of ${option} ended with ${code}`);
}
