import { jsonText } from "../session/json-text";
import type { Answers } from "./answers";
import { appFiles } from "./app";
import { dataFileNames, indexFile, MADE_UP_FACTS, projectData, projectFile, siteData, siteFile, type ProjectFacts } from "./data";
import type { FolderManifest } from "./manifest";
import { PIPELINES } from "./pipelines";
import { readme } from "./readme";

/** What is known beside the answers. */
export interface FolderProps {
  /**
   * What a cloud has said that was asked.
   *
   * @default - all that only a cloud knows is made up
   */
  readonly asked?: AskedCloud | undefined;
  /**
   * Whether the files of the data are JSON.
   *
   * @default false
   */
  readonly isJson?: boolean;
}

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
 * @param props - what is known beside them
 * @returns texts by path
 */
export function filesOf(answers: Answers, manifest: FolderManifest, { asked, isJson = false }: FolderProps = {}): Record<string, string> {
  const files = dataFileNames(answers, isJson);
  const facts = asked?.facts ?? MADE_UP_FACTS;
  return {
    ...appFiles(manifest),
    [files.site]: asked?.site ?? (isJson ? jsonText(siteData(answers)) : siteFile(answers)),
    [files.project]: isJson ? jsonText(projectData(answers, facts)) : projectFile(answers, facts),
    "environments/index.ts": indexFile(answers, isJson),
    ...PIPELINES,
    "README.md": readme(answers, files),
  };
}
