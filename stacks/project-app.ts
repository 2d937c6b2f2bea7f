import { rmdirSync } from "node:fs";
import { join } from "node:path";
import { App, type AppConfig, type TerraformStack } from "cdktf";
import { formatViolation, Policies } from "../constructs/policies/policies";
import { InvalidEnvironments, isInDigitalOcean, requireOpenStack, type Problem, type Project } from "../projects";
import { ClusterStack } from "./cluster-stack";
import { PlatformStack } from "./platform-stack";
import { rolesOf, stackName, writeProjectStacks, type HasStacks, type ProjectStack, type Role } from "./roles";

/** Makes the stack of each role. */
const STACKS: Readonly<Record<Role, (app: App, name: string, project: Project) => TerraformStack>> = {
  cluster: clusterStack,
  platform: (app, name, project) => new PlatformStack(app, name, project),
};

/** The stack of a project's cluster, by the kind of its site. Only those of one kind load its bindings. */
function clusterStack(app: App, name: string, project: Project): TerraformStack {
  if (isInDigitalOcean(project)) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
    const { DigitalOceanStack } = require("./digitalocean-stack") as typeof import("./digitalocean-stack");
    return new DigitalOceanStack(app, name, project);
  }
  return new ClusterStack(app, name, requireOpenStack(project));
}

/** An app that writes down what its stacks are for their projects, beside the stacks. */
class ProjectApp extends App {
  public readonly stacks: ProjectStack[] = [];

  public override synth(): void {
    super.synth();
    writeProjectStacks(this.outdir, this.stacks);
  }
}

/**
 * Builds the stacks of every project and checks them against the policies; nothing is written before `synth`.
 *
 * @param projects - checked projects
 * @param config - where to write, and other settings of the app
 * @throws InvalidEnvironments with what constructs and policies refuse, for all projects
 */
export function projectApp(projects: readonly (Project & Pick<HasStacks, "roles">)[], config: AppConfig = {}): App {
  const app = new ProjectApp({ stackTraces: false, ...config });
  const problems: Problem[] = [];
  for (const project of projects) {
    const report = (message: string) => problems.push({ file: project.file, path: [], message });
    try {
      const stacks: TerraformStack[] = [];
      for (const role of rolesOf(project)) {
        const name = stackName(project.id, role);
        const stack = STACKS[role](app, name, project);
        for (const earlier of stacks) stack.addDependency(earlier);
        app.stacks.push({ project: project.id, role, stack: name, dependencies: stacks.map(({ node }) => node.id) });
        stacks.push(stack);
      }
      const policies = new Policies(project.tier);
      for (const stack of stacks) {
        for (const node of stack.node.findAll()) {
          for (const violation of policies.check(node)) report(`${violation.path}: ${formatViolation(violation)}`);
        }
      }
    } catch (error) {
      // What constructs refuse are plain errors; anything else is a fault of the program, which needs its stack.
      if (!(error instanceof Error) || error.name !== "Error") throw error;
      report(error.message);
    }
  }
  if (problems.length > 0) {
    // The framework makes its folders as soon as there is an app.
    for (const folder of [join(app.outdir, "stacks"), app.outdir]) removeIfEmpty(folder);
    throw new InvalidEnvironments(problems);
  }
  return app;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // What is in it was there before.
  }
}
