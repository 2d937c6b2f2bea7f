import { App, type AppConfig } from "cdktf";
import { formatViolation, Policies } from "../constructs/policies/policies";
import { InvalidEnvironments, type AdminSite, type Problem } from "../projects";
import { adminStackName } from "./admin-names";
import { AdminStack, type AdminStackOptions } from "./admin-stack";

/**
 * Builds the stack of a site's projects and checks it against the policies; nothing is written before `synth`.
 *
 * @param site - the site
 * @param options - what is known beside its data
 * @param config - where to write, and other settings of the app
 * @throws InvalidEnvironments with what policies refuse
 */
export function adminApp(site: AdminSite, options: AdminStackOptions = {}, config: AppConfig = {}): App {
  const app = new App({ stackTraces: false, ...config });
  const stack = new AdminStack(app, adminStackName(site), site, options);
  // As for projects: a state that lies on one machine is for what does not matter.
  const policies = new Policies(site.backend.kind === "local" ? "dev" : "prod");
  const problems = stack.node.findAll().flatMap((node) =>
    policies.check(node).map((violation): Problem => {
      return { file: site.file, path: [], message: `${violation.path}: ${formatViolation(violation)}` };
    }),
  );
  if (problems.length > 0) throw new InvalidEnvironments(problems);
  return app;
}
