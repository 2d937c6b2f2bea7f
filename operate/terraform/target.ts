import type { Project } from "../../projects";
import type { Stack } from "./stacks";

/** A project that a command works on. */
export interface Target {
  /** The project. */
  readonly project: Project;
  /** Its stacks, each after those that it depends on; none where the command runs no Terraform. */
  readonly stacks: readonly Stack[];
  /** Names of all other projects that there are, also of those whose files are wrong. */
  readonly otherProjects: readonly string[];
  /** Files of projects whose names cannot be read. */
  readonly namelessFiles: readonly string[];
}
