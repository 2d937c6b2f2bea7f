import * as z from "zod";

const resource = z.object({ addr: z.string(), resource_type: z.string().optional() });
const messageSchema = z.object({
  type: z.string(),
  hook: z.object({ resource: resource.optional(), action: z.string().optional(), elapsed_seconds: z.number().optional() }).optional(),
  change: z.object({ resource: resource.optional(), action: z.string().optional() }).optional(),
  diagnostic: z
    .object({ severity: z.string(), summary: z.string(), detail: z.string().optional(), address: z.string().optional() })
    .optional(),
});

/**
 * A line of Terraform's machine-readable output, with what is used of it.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export type Message = z.output<typeof messageSchema>;

/** What Terraform says has gone wrong. */
export interface Failure {
  /** Summary and detail. */
  readonly text: string;
  /** Address of the resource, where it is one. */
  readonly address: string | undefined;
}

/** Reads a line; undefined for one that is not JSON or of another kind. */
export function readMessage(line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return messageSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The failure that a message tells, if it tells one. */
export function failuresOf({ diagnostic }: Message): Failure[] {
  if (diagnostic?.severity !== "error") return [];
  const text = [diagnostic.summary, diagnostic.detail].filter(Boolean).join(": ").replace(/\s+$/gm, "");
  return [{ text, address: diagnostic.address }];
}
