import * as path from "node:path";
import type { Project } from "../../projects";
import type { PartCredential } from "../../projects/parts";
import type { Approval } from "../apply/approval";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Stack } from "../terraform/stacks";
import type { Session } from "../terraform/terraform";
import type { Variables } from "./credential-file";

/** One rotation. */
export interface Rotation extends Approval {
  /** The session. */
  readonly session: Session;
  /** The project. */
  readonly project: Project;
  /** Its platform stack. */
  readonly stack: Stack;
  /** First part of the variables' names. */
  readonly credential: string;
  /** What is known of the credential. */
  readonly rotated: PartCredential;
  /** File that the new credential is written to, as it was named; undefined where none was. */
  readonly write: string | undefined;
  /** Entry of clouds.yaml of the login that makes it, as it was named. */
  readonly cloud: string | undefined;
  /** When the new one ends, as it was named. */
  readonly expiration: string | undefined;
}

/** A new credential, before it is deployed. */
export interface NewValues {
  /** Variables that have it, by their names in the environment. */
  readonly variables: Variables;
  /** What was done for it. */
  readonly made: string;
  /** What is said where it was not deployed. */
  readonly kept: string;
  /** What is said where it was: what to do from now on, and what comes after a trial. */
  readonly next: { readonly now: string; readonly afterTrial?: string | undefined };
}

/** Where new credentials of one kind come from. */
export interface CredentialSource {
  /**
   * Checks what was asked for, before anything starts.
   *
   * @throws CommandError if an option is missing or is of no use here
   */
  readonly check: (rotation: Rotation) => void;
  /** Whether the old secret must be set: it is the new one already. */
  readonly isGiven: boolean;
  /**
   * Gets the new credential.
   *
   * @throws CommandError if none can be made
   */
  readonly renew: (rotation: Rotation) => Promise<NewValues>;
}

/**
 * Path of the file for the new credential.
 *
 * @param rotation - the rotation
 * @throws CommandError if no file was named
 */
export function fileOf({ write, credential }: Rotation): string {
  if (write === undefined)
    throw new CommandError(`--write must name a file for the new credential ${credential}; nothing was started`, EXIT.usage);
  return path.resolve(write);
}

/**
 * Refuses options that another kind of credential has.
 *
 * @param rotation - the rotation
 * @param options - the options
 * @param why - why they are of no use
 * @throws CommandError if one of them was given
 */
export function refuseOptions(rotation: Rotation, options: readonly ("write" | "cloud" | "expiration")[], why: string): void {
  const given = options
    .filter((option) => rotation[option] !== undefined)
    .map((option) => (option === "cloud" ? "--os-cloud" : `--${option}`));
  if (given.length === 0) return;
  throw new CommandError(`${given.join(" and ")} must be left out with ${rotation.credential}, ${why}; nothing was started`, EXIT.usage);
}
