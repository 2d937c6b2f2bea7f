import type { Project } from "../../projects";
import { placeOf, rolesOf, stackName, type HasStacks } from "../../stacks/roles";
import type { Change } from "../plan/changes";

/** Actions that a review can refuse. */
export const REFUSABLE = ["replace", "destroy"] as const;

/** Action that a review can refuse. */
export type Refusable = (typeof REFUSABLE)[number];

/** Part of a project that a review needs. */
export type AllowingProject = Pick<Project, "id" | "file" | "allow"> & HasStacks;

/**
 * Reads the value of `--fail-on`.
 *
 * @param value - actions, between commas
 * @throws Error if one of them is not known
 */
export function parseFailOn(value: string): Refusable[] {
  return value.split(",").map((action) => {
    const known = REFUSABLE.find((name) => name === action.trim());
    if (!known) throw new Error(`--fail-on must be replace, destroy or both with a comma, got '${value}'`);
    return known;
  });
}

/** Finds the project that a stack belongs to. */
export function projectOf(stack: string, projects: readonly AllowingProject[]): AllowingProject | undefined {
  const project = placeOf(stack)?.project;
  return projects.find(({ id }) => id === project);
}

/**
 * Finds the reason for which a project lets a change through.
 *
 * @param change - the change
 * @param projects - projects with their `allow` entries
 * @returns the reason, or undefined
 */
export function reasonToAllow(change: Change, projects: readonly AllowingProject[]): string | undefined {
  const entries = projectOf(change.stack, projects)?.allow ?? [];
  return entries.find(({ address, action }) => address === change.resource.address && action === change.kind)?.reason;
}

/**
 * Finds `allow` entries that none of the plans needs, of the projects of which all plans are there.
 *
 * @param changes - what the plans change
 * @param stacks - stacks that have a plan
 * @param projects - projects with their `allow` entries
 * @returns one sentence for each entry
 */
export function needlessEntries(changes: readonly Change[], stacks: readonly string[], projects: readonly AllowingProject[]): string[] {
  return projects
    .filter((project) => rolesOf(project).every((role) => stacks.includes(stackName(project.id, role))))
    .flatMap((project) =>
      project.allow
        .filter(
          ({ address, action }) =>
            !changes.some(({ kind, stack, resource }) => kind === action && resource.address === address && projectOf(stack, [project])),
        )
        .map(
          ({ address, action }) => `${project.file}: \`allow\` lets \`${address}\` ${action}, which no plan here does; take the entry out`,
        ),
    );
}

/**
 * Finds the changes that are refused, as messages.
 *
 * @param changes - what the plans change
 * @param failOn - actions that are refused
 * @param projects - projects with their `allow` entries
 */
export function refusals(changes: readonly Change[], failOn: readonly Refusable[], projects: readonly AllowingProject[]): string[] {
  return changes
    .filter((change) => failOn.some((action) => action === change.kind) && reasonToAllow(change, projects) === undefined)
    .map((change) => {
      const entry = `{ address: ${JSON.stringify(change.resource.address)}, action: "${change.kind}", reason: "..." }`;
      const file = projectOf(change.stack, projects)?.file;
      const where = file === undefined ? "allow of the project's file, and name the stack (stack=plan.json)" : `allow in ${file}`;
      return `${change.stack}: ${change.address} would be ${change.kind}${change.kind === "replace" ? "d" : "ed"}; if that is meant, add ${entry} to ${where}`;
    });
}
