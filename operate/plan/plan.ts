import * as z from "zod";

const json = z.unknown().optional();
const resourceChange = z.object({
  address: z.string(),
  previous_address: z.string().optional(),
  deposed: z.string().optional(),
  mode: z.string().optional(),
  type: z.string(),
  action_reason: z.string().optional(),
  change: z.object({
    actions: z.array(z.string()).min(1),
    before: json,
    after: json,
    after_unknown: json,
    before_sensitive: json,
    after_sensitive: json,
    replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
    importing: json,
  }),
});
const stateModule = z.object({
  resources: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        values: z.record(z.string(), json).nullish(),
        sensitive_values: json,
        depends_on: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  get child_modules() {
    return z.array(stateModule).optional();
  },
});
const state = z.object({ root_module: stateModule.optional(), outputs: json });
const configModule = z.object({
  resources: z.array(z.object({ address: z.string(), expressions: z.record(z.string(), json).optional() })).optional(),
  variables: z.record(z.string(), z.object({ sensitive: z.boolean().optional() })).optional(),
});
const planSchema = z.object({
  format_version: z.string(),
  errored: z.boolean().optional(),
  complete: z.boolean().optional(),
  variables: z.record(z.string(), z.object({ value: json })).optional(),
  planned_values: state.optional(),
  prior_state: z.object({ values: state.optional() }).optional(),
  configuration: z.object({ root_module: configModule.optional() }).optional(),
  resource_changes: z.array(resourceChange).optional(),
  resource_drift: z.array(resourceChange).optional(),
  output_changes: z
    .record(
      z.string(),
      z.object({
        actions: z.array(z.string()),
        before: json,
        after: json,
        after_unknown: json,
        before_sensitive: json,
        after_sensitive: json,
      }),
    )
    .optional(),
});

/** A plan as `terraform show -json` writes it, with what a review reads of it. */
export type PlanJson = z.output<typeof planSchema>;

/** Change of one resource, as a plan has it. */
export type ResourceChange = z.output<typeof resourceChange>;

/** Resource of a state. */
export type StateResource = NonNullable<z.output<typeof stateModule>["resources"]>[number];

/** A plan and the stack that it is for. */
export interface Plan extends PlanJson {
  /** Name of the stack. */
  readonly stack: string;
  /** What is to be said of it on the page. */
  readonly notes?: readonly string[];
  /**
   * Labels that Magnum keeps with the running cluster.
   *
   * @default - not asked for: those of the template that the cluster has
   */
  readonly clusterLabels?: Readonly<Record<string, string>>;
}

/**
 * Reads a plan; messages never repeat what it has, which may be secret.
 *
 * @param stack - name of the stack
 * @param source - where it comes from, for messages
 * @param bytes - what `terraform show -json` has written
 * @throws Error if it is no plan of format 1
 */
export function readPlan(stack: string, source: string, bytes: Buffer): Plan {
  const text = decode(bytes).trim();
  if (text === "") throw new Error(`${source} is empty; write it with \`terraform show -json <plan>\``);
  if (text.startsWith("PK")) throw new Error(`${source} is a saved plan and not its JSON; run \`terraform show -json\` on it first`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(
      `${source} is not JSON, or ends too early after ${text.length} characters; write it again with \`terraform show -json <plan>\``,
    );
  }
  const version = (data as { format_version?: unknown } | null)?.format_version;
  if (typeof version !== "string")
    throw new Error(`${source} has no format_version; it must be what \`terraform show -json <plan>\` writes`);
  if (!/^1\.\d+$/.test(version)) {
    const shown = /^[\d.]{1,12}$/.test(version) ? `'${version}'` : "something else";
    throw new Error(`${source} has format_version ${shown}, this tool reads 1.x; use a Terraform that writes it`);
  }
  const isObject = data as Record<string, unknown>;
  if (isObject["planned_values"] === undefined && isObject["resource_changes"] === undefined) {
    throw new Error(`${source} is a state and not a plan; run \`terraform show -json\` on a file that \`terraform plan -out\` wrote`);
  }
  const { success, data: plan, error } = planSchema.safeParse(data);
  if (success) return { ...plan, stack };
  const issue = error.issues[0]!;
  throw new Error(`${source}: ${issue.path.join(".")} is not what a plan has there; write it with \`terraform show -json <plan>\``);
}

/** All resources that a plan found before it, with those of its modules. */
export function priorResources(plan: PlanJson): StateResource[] {
  return plan.prior_state?.values?.root_module ? resourcesIn(plan.prior_state.values.root_module) : [];
}

/** All resources that there will be. */
export function plannedResources(plan: PlanJson): StateResource[] {
  return plan.planned_values?.root_module ? resourcesIn(plan.planned_values.root_module) : [];
}

function resourcesIn(module: z.output<typeof stateModule>): StateResource[] {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesIn)];
}

/** PowerShell writes UTF-16 with a byte order mark into files. */
function decode(bytes: Buffer): string {
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : bytes.toString("utf8");
  return text.replace(/^\uFEFF/, "");
}
