import * as os from "node:os";
import * as path from "node:path";

/** What is read of the environment and of the disk, so that another one can be given. */
export interface CloudSources {
  /** Variables. */
  readonly environment: NodeJS.ProcessEnv;
  /** Working directory. */
  readonly folder: string;
}

/** Variables that name a file before all others. */
const NAMED = { clouds: "OS_CLIENT_CONFIG_FILE", secure: "OS_CLIENT_SECURE_FILE" } as const;

/**
 * Paths at which the OpenStack client looks for clouds.yaml or secure.yaml, in its order: it takes the first that it can read.
 *
 * @param what - which of the two
 * @param sources - environment and working directory
 * @see https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
 */
export function cloudsFiles(what: "clouds" | "secure", { environment, folder }: CloudSources): string[] {
  const home = environment["HOME"] ?? os.homedir();
  const users = environment["XDG_CONFIG_HOME"] ? [path.join(environment["XDG_CONFIG_HOME"], "openstack")] : [];
  if (process.platform === "darwin") users.push(path.join(home, "Library", "Application Support", "openstack"));
  const folders = [folder, ...users, path.join(home, ".config", "openstack"), "/etc/xdg/openstack", "/etc/openstack"];
  const files = folders.flatMap((one) => ["yaml", "yml", "json"].map((suffix) => path.join(one, `${what}.${suffix}`)));
  const named = environment[NAMED[what]];
  return named ? [named, ...files] : files;
}
