import { isInDigitalOcean, type Project } from "../../projects";
import { CommandError, EXIT } from "../session/exit-codes";
import { digitalOcean } from "./digitalocean";

const SPACES = ["SPACES_ACCESS_KEY_ID", "SPACES_SECRET_ACCESS_KEY"] as const;

/**
 * Refuses to start where the provider of DigitalOcean would have no credentials, which it says only after it has planned.
 *
 * @param projects - the projects
 * @param environment - variables of the environment
 * @throws CommandError that names what is missing
 */
export function requireEnvironment(projects: readonly Project[], environment: NodeJS.ProcessEnv): void {
  const there = projects.filter(isInDigitalOcean);
  if (there.length === 0) return;
  digitalOcean(environment);
  const missing = SPACES.filter((name) => !environment[name]);
  const needs = there.filter(({ spark }) => (spark?.objectStore?.buckets ?? []).length > 0);
  if (missing.length === 0 || needs.length === 0) return;
  throw new CommandError(
    `${missing.join(", ")} must be set: buckets of ${needs.map(({ id }) => id).join(", ")} are made with a key of Spaces that may do everything ` +
      "(DigitalOcean's page of Spaces, Access Keys). Nothing was started",
    EXIT.usage,
  );
}
