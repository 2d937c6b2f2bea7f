import { dnsLabel } from "../../constructs/kit/names";
import type { Answers } from "./answers";
import { appFiles } from "./app";
import { indexFile, projectFile, siteFile } from "./data";
import type { FolderManifest } from "./manifest";
import { PIPELINES } from "./pipelines";
import { readme } from "./readme";

/**
 * The files of a folder of projects.
 *
 * @param answers - what a person has said
 * @param manifest - package.json of this package
 * @returns texts by path
 */
export function filesOf(answers: Answers, manifest: FolderManifest): Record<string, string> {
  return {
    ...appFiles(manifest),
    [`environments/sites/${answers.site}.ts`]: siteFile(answers),
    [`environments/${dnsLabel(answers.project)}.ts`]: projectFile(answers),
    "environments/index.ts": indexFile(answers),
    ...PIPELINES,
    "README.md": readme(answers),
  };
}
