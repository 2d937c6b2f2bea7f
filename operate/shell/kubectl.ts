import { execFile, spawn, spawnSync } from "node:child_process";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Interruption } from "../session/interruption";

const KUBECTL = "kubectl";

/** kubectl in a namespace of one cluster. */
export interface Kubectl {
  /**
   * Runs it, and returns what it prints.
   *
   * @throws Error with what it says has gone wrong
   */
  readonly read: (...args: string[]) => Promise<string>;
  /** Gives it the terminal until it ends or a signal comes, and returns its exit code. */
  readonly hand: (...args: string[]) => Promise<number>;
}

/**
 * Looks for kubectl, which alone can attach a terminal.
 *
 * @param kubernetesVersion - version of the cluster
 * @throws CommandError if it is not on the PATH
 */
export function requireKubectl(kubernetesVersion: string): void {
  if (!spawnSync(KUBECTL, ["version", "--client"], { env: process.env, stdio: "ignore" }).error) return;
  throw new CommandError(
    `${KUBECTL} is not on the PATH, and without it no terminal reaches a pod; install it, one minor version from ${kubernetesVersion} at most ` +
      "(https://kubernetes.io/docs/tasks/tools/)",
    EXIT.usage,
  );
}

/**
 * Makes a kubectl.
 *
 * @param kubeconfig - file that names the cluster
 * @param namespace - the namespace
 * @param interruption - what signals ask for
 */
export function kubectlOf(kubeconfig: string, namespace: string, interruption: Interruption): Kubectl {
  const all = (args: readonly string[]): string[] => ["--kubeconfig", kubeconfig, "--namespace", namespace, ...args];
  return {
    read: (...args) =>
      new Promise((resolve, reject) => {
        execFile(KUBECTL, all(args), { env: process.env, encoding: "utf8", maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
          if (error) reject(new Error(`${KUBECTL} ${args[0]}: ${stderr.trim() || error.message}`));
          else resolve(stdout);
        });
      }),
    hand: (...args) =>
      new Promise((resolve, reject) => {
        const child = spawn(KUBECTL, all(args), { env: process.env, stdio: "inherit" });
        // What the terminal sends reaches it as well; what was sent to this process alone does not.
        void interruption.signalled.then(() => child.kill("SIGTERM"));
        child.once("error", (error) => reject(new Error(`cannot start '${KUBECTL}': ${error.message}`)));
        child.once("close", (code) => resolve(code ?? EXIT.failed));
      }),
  };
}
