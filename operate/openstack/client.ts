import { execFile } from "node:child_process";
import { limiter } from "../session/processes";
import { commandLine } from "./command-line";

/** Why a call of the OpenStack client failed. */
export type OpenStackFailure =
  "not installed" | "no such cloud" | "not authenticated" | "forbidden" | "no such service" | "not found" | "timeout" | "other";

/** A failed call of the OpenStack client. */
export class OpenStackError extends Error {
  constructor(
    /** Why it failed. */
    public readonly failure: OpenStackFailure,
    message: string,
  ) {
    super(message);
    this.name = "OpenStackError";
  }
}

/** Asks a cloud through the OpenStack client. */
export interface OpenStackClient {
  /** Runs a command such as `flavor list`, and returns the JSON that it prints. */
  readonly json: (...args: string[]) => Promise<unknown>;
  /** Runs a command, and returns what it prints. */
  readonly run: (...args: string[]) => Promise<string>;
}

/** Properties of an OpenStack client. */
export interface OpenStackClientProps {
  /** Entry of clouds.yaml. */
  readonly cloud: string;
  /**
   * Longest time for one call, in seconds.
   *
   * @default 60
   */
  readonly timeoutSeconds?: number;
}

/** Calls that are under way at once: each is a process that loads all of the client. */
const PARALLEL = 4;

const INSTALL =
  "the OpenStack client is not on the PATH; install python-openstackclient with python-magnumclient, python-manilaclient, python-octaviaclient " +
  "and python-barbicanclient by pip, or Debian's packages of these names that begin with python3";

/**
 * Makes an OpenStack client.
 *
 * @param props - the cloud
 */
export function openStackClient({ cloud, timeoutSeconds = 60 }: OpenStackClientProps): OpenStackClient {
  const limited = limiter(PARALLEL);
  const run = (...args: string[]): Promise<string> => limited(() => call(cloud, args, timeoutSeconds));
  return {
    run,
    json: async (...args) => {
      const text = await run(...args, "-f", "json");
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new OpenStackError(
          "other",
          `${said(cloud, args)}: the answer is no JSON; is the client's plug-in for this command installed?`,
        );
      }
    },
  };
}

/** A command as messages name it: without the form that only we want the answer in. */
function said(cloud: string, args: readonly string[]): string {
  return commandLine(cloud, args.at(-2) === "-f" ? args.slice(0, -2) : args);
}

function call(cloud: string, args: readonly string[], timeoutSeconds: number): Promise<string> {
  const what = said(cloud, args);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, OS_CLOUD: cloud };
    const options = { timeout: timeoutSeconds * 1000, killSignal: "SIGKILL", maxBuffer: 2 ** 26, env } as const;
    execFile("openstack", [...args], options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === "ENOENT") reject(new OpenStackError("not installed", INSTALL));
      else if (error.killed) reject(new OpenStackError("timeout", `${what}: no answer within ${timeoutSeconds} s`));
      // A command of a plug-in that is missing is told of on standard output.
      else reject(failureOf(what, stderr.trim() === "" ? stdout : stderr));
    });
  });
}

/** The client tells failures apart by text only. */
const FAILURES: readonly (readonly [RegExp, OpenStackFailure])[] = [
  [/Cloud .* was not found/, "no such cloud"],
  [/HTTP 401|requires authentication|Missing value .*auth/, "not authenticated"],
  [/HTTP 403|not authorized|Forbidden|disallowed by policy/i, "forbidden"],
  [/endpoint for .* (service|not found)|EndpointNotFound|not an openstack command|no .*service.* (found|catalog)/i, "no such service"],
  [/HTTP 404|No \w+ (found|with a name)|could not be found|not found/i, "not found"],
];

function failureOf(what: string, stderr: string): OpenStackError {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  const [, failure] = FAILURES.find(([pattern]) => pattern.test(stderr)) ?? [undefined, "other" as const];
  return new OpenStackError(failure, `${what}: ${line}`);
}
