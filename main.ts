import "./tools/synth-shim";
import { InvalidEnvironments, parseEnvironments, projectFiles, siteFiles } from "./environments";
import { projectApp } from "./stacks/project-app";
import { writeHcl } from "./tools/hcl";

try {
  const app = projectApp(parseEnvironments(projectFiles, siteFiles));
  app.synth();
  writeHcl(app.outdir);
} catch (error) {
  if (!(error instanceof InvalidEnvironments)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
