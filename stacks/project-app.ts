import { rmdirSync } from "node:fs";
import { join } from "node:path";
import { App, type AppConfig } from "cdktf";
import { formatViolation, Policies } from "../constructs/policies/policies";
import { InvalidEnvironments, type Problem, type Project } from "../projects";
import { ClusterStack } from "./cluster-stack";
import { PlatformStack } from "./platform-stack";

/**
 * Builds both stacks of every project and checks them against the policies; nothing is written before `synth`.
 *
 * @param projects - checked projects
 * @param config - where to write, and other settings of the app
 * @throws InvalidEnvironments with what constructs and policies refuse, for all projects
 */
export function projectApp(projects: readonly Project[], config: AppConfig = {}): App {
  const app = new App({ stackTraces: false, ...config });
  const problems: Problem[] = [];
  for (const project of projects) {
    const report = (message: string) => problems.push({ file: project.file, path: [], message });
    try {
      const cluster = new ClusterStack(app, `${project.id}-cluster`, project);
      const platform = new PlatformStack(app, `${project.id}-platform`, project);
      platform.addDependency(cluster);
      const policies = new Policies(project.tier);
      for (const stack of [cluster, platform]) {
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
