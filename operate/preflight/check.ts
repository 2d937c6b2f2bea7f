/** What was compared with the cloud, and what came out. */
export interface Check {
  /** Field of the site's or project's file, with its value. */
  readonly subject: string;
  /** What came out. */
  readonly result: "ok" | "differs" | "missing" | "not checkable" | "made up";
  /** What the cloud says, and what to do. */
  readonly detail: string;
}
