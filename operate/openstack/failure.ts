/** Why a cloud could not be asked, or did not do what it was asked. */
export type OpenStackFailure =
  "no such cloud" | "unreachable" | "not authenticated" | "forbidden" | "no such service" | "not found" | "conflict" | "timeout" | "other";

/** A call of OpenStack that has failed. */
export class OpenStackError extends Error {
  constructor(
    /** Why it failed. */
    public readonly failure: OpenStackFailure,
    message: string,
  ) {
    super(message);
    this.name = "OpenStackError";
  }
}

/** Failures that say that there is no cloud to ask: the next call would fail like this one. */
export const FATAL: readonly OpenStackFailure[] = ["no such cloud", "unreachable", "not authenticated"];
