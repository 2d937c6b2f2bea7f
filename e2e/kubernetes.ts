import { execFile } from "node:child_process";

/** Longest time for one call of kubectl, in seconds; what waits says so itself. */
const TIMEOUT_SECONDS = 30;

/** Talks to a cluster through kubectl. */
export class Kubernetes {
  constructor(
    /** Path of the kubeconfig. */
    public readonly kubeconfig: string,
  ) {}

  /**
   * Runs kubectl, and returns what it prints.
   *
   * @param args - arguments
   * @throws Error with what kubectl says
   */
  public run(...args: string[]): Promise<string> {
    return this.call(args);
  }

  /**
   * Reads an object or a list.
   *
   * @param args - arguments of `kubectl get`
   */
  public async get<T>(...args: string[]): Promise<T> {
    return JSON.parse(await this.call(["get", ...args, "--output=json"])) as T;
  }

  /**
   * Makes objects what they should be.
   *
   * @param objects - manifests
   */
  public apply(...objects: object[]): Promise<string> {
    return this.call(["apply", "--filename=-"], JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
  }

  /**
   * Makes an object as somebody else, as an administrator may.
   *
   * @param user - name of that user
   * @param object - manifest
   * @throws Error with what kubectl says
   */
  public createAs(user: string, object: object): Promise<string> {
    return this.call([`--as=${user}`, "create", "--filename=-"], JSON.stringify(object));
  }

  private call(args: readonly string[], input = ""): Promise<string> {
    return new Promise((resolve, reject) => {
      const all = [`--kubeconfig=${this.kubeconfig}`, `--request-timeout=${TIMEOUT_SECONDS}s`, ...args];
      const child = execFile("kubectl", all, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else reject(new Error(`kubectl ${args.join(" ")}: ${stderr.trim() || error.message}`));
      });
      child.stdin!.end(input);
    });
  }
}
