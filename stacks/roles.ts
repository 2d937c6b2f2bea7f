import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a stack is for its project, in the order in which they are made. */
export const ROLES = ["cluster", "platform"] as const;

/** What a stack is for its project: it makes the cluster, or fills it. */
export type Role = (typeof ROLES)[number];

/** A stack's place in its project. */
export interface StackPlace {
  /** RFC 1123 name of the project. */
  readonly project: string;
  /** What the stack is for it. */
  readonly role: Role;
}

/** A synthesised stack of a project. */
export interface ProjectStack extends StackPlace {
  /** Name of the stack. */
  readonly stack: string;
  /** Names of the stacks that must be there before. */
  readonly dependencies: readonly string[];
}

/** A project as far as its stacks go. */
export interface HasStacks {
  /** RFC 1123 name. */
  readonly id: string;
  /**
   * What its stacks are for it.
   *
   * @default - all roles; on a cluster that others run the platform alone
   */
  readonly roles?: readonly Role[] | undefined;
  /**
   * Its cluster.
   *
   * @default - one of its own
   */
  readonly cluster?: { readonly existing?: object | undefined };
}

/** Output of a cluster stack whose cluster was taken over. */
export const ADOPTED_OUTPUT = "adopted";

const FILE = "projects.json";

/**
 * Finds which stacks a project consists of.
 *
 * @param project - the project
 */
export function rolesOf({ cluster, roles = cluster?.existing ? ["platform"] : ROLES }: Omit<HasStacks, "id">): readonly Role[] {
  return ROLES.filter((role) => roles.includes(role));
}

/**
 * Makes the name of a stack.
 *
 * @param project - RFC 1123 name of the project
 * @param role - what the stack is for it
 */
export function stackName(project: string, role: Role): string {
  return `${project}-${role}`;
}

/**
 * Finds the place of a stack of which no more than the name is known, such as that of a plan's file or of another revision.
 *
 * @param stack - name of the stack
 * @returns its place, or undefined if no project has such a stack
 */
export function placeOf(stack: string): StackPlace | undefined {
  const role = ROLES.find((one) => stack.endsWith(stackName("", one)));
  const project = role && stack.slice(0, -stackName("", role).length);
  return role && project ? { project, role } : undefined;
}

/**
 * Writes down which stacks there are and what they are for their projects.
 *
 * @param outdir - folder that the app is synthesised into
 * @param stacks - the stacks
 */
export function writeProjectStacks(outdir: string, stacks: readonly ProjectStack[]): void {
  writeFileSync(join(outdir, FILE), `${JSON.stringify(stacks, undefined, 2)}\n`);
}

/**
 * Reads which stacks there are and what they are for their projects.
 *
 * @param outdir - folder that the app was synthesised into
 */
export function readProjectStacks(outdir: string): ProjectStack[] {
  return JSON.parse(readFileSync(join(outdir, FILE), "utf8")) as ProjectStack[];
}
