import { deletionById, perform } from "../operate/leftovers/removal";
import type { Run } from "./run";

/**
 * Deletes the application credentials that the run has made.
 *
 * @param run - the run
 */
export async function cleanUp(run: Run): Promise<void> {
  for (const id of run.credentials.splice(0)) await perform(deletionById("application credential", id), run.cloud);
}
