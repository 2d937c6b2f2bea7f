import { dnsLabel } from "../../constructs/kit/names";
import type { Answers } from "./answers";
import { appFiles } from "./app";
import { indexFile, MADE_UP_FACTS, projectFile, siteFile, type ProjectFacts } from "./data";
import type { FolderManifest } from "./manifest";
import { PIPELINES } from "./pipelines";
import { readme } from "./readme";

/** What a cloud has said that was asked. */
export interface AskedCloud {
  /** The file of the site. */
  readonly site: string;
  /** What the project's file has of it. */
  readonly facts: ProjectFacts;
}

/**
 * The files of a folder of projects.
 *
 * @param answers - what a person has said
 * @param manifest - package.json of this package
 * @param asked - what a cloud has said; made up where none was asked
 * @returns texts by path
 */
export function filesOf(answers: Answers, manifest: FolderManifest, asked?: AskedCloud): Record<string, string> {
  return {
    ...appFiles(manifest),
    [`environments/sites/${answers.site}.ts`]: asked?.site ?? siteFile(answers),
    [`environments/${dnsLabel(answers.project)}.ts`]: projectFile(answers, asked?.facts ?? MADE_UP_FACTS),
    "environments/index.ts": indexFile(answers),
    ...PIPELINES,
    "README.md": readme(answers),
  };
}
