import * as z from "zod";
import type { Session } from "./terraform";
import { readState } from "./terraform";
import type { Stack } from "./stacks";

const resourceSchema = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  tainted: z.boolean().optional(),
  values: z.record(z.string(), z.unknown()).nullish(),
});
const stateSchema = z.object({
  values: z.object({ root_module: z.object({ resources: z.array(resourceSchema).optional() }).optional() }).optional(),
});

/** A resource that Terraform keeps in a state. */
export type ManagedResource = z.output<typeof resourceSchema>;

/** Resources that a stack's state has; those that are only read are left out. */
export async function managedResources(session: Session, stack: Stack): Promise<ManagedResource[]> {
  const state = stateSchema.parse(JSON.parse(await readState(session, stack)));
  return (state.values?.root_module?.resources ?? []).filter(({ mode }) => mode === "managed");
}
