import * as fs from "node:fs";
import * as path from "node:path";
import type { QuotaService } from "../../constructs/openstack-project/quota-fields";
import type { AdminProject, AdminSite } from "../../projects";
import { VOLUME_TYPE_IDS } from "../../stacks/admin-names";
import type { Approval } from "../apply/approval";
import { followProgress } from "../apply/progress";
import type { Cloud } from "../openstack/cloud";
import { serviceNamed } from "../openstack/services";
import { confirm } from "../session/confirm";
import { CommandError, EXIT } from "../session/exit-codes";
import { savePlan, type SavedPlan } from "../terraform/plan-file";
import { failed, prepare } from "../terraform/prepare";
import { makeAdminFolder, type AdminFolder } from "../terraform/run-folder";
import type { Stack } from "../terraform/stacks";
import { managedResources } from "../terraform/state";
import { applyPlan, findBinary, readOutputs, type Session } from "../terraform/terraform";
import { contentsOf } from "./contents";
import { adoptionProblems, existingGrants } from "./existing";
import { hasNumbers, quotaUse, setQuota, WITHOUT_RESOURCE, type QuotaUse } from "./quota-use";
import { namedVolumeTypes, presentTypeQuotas } from "./volume-types";

const PROJECT = "openstack_identity_project_v3";

/** Projects of a site that are to become what the data say. */
export interface AdminJob extends Pick<Approval, "autoApprove"> {
  /** The session, without Terraform. */
  readonly session: Omit<Session, "binary">;
  /** The site. */
  readonly site: AdminSite;
  /** Login of its administrator. */
  readonly cloud: Cloud;
  /** Folder of all that is synthesised. */
  readonly outdir: string;
  /** Whether nothing is to be changed: it is only shown what would. */
  readonly onlyShow: boolean;
  /** Writes the numbers of quotas for people. */
  readonly table: (numbers: readonly QuotaUse[]) => string;
}

/** A project in the state. */
interface KnownProject {
  readonly address: string;
  readonly id: string;
  readonly name: string;
}

/** Quota of a service that the command sets itself. */
interface QuotaStep {
  readonly project: AdminProject;
  readonly service: QuotaService;
  readonly numbers: readonly QuotaUse[];
}

/**
 * Makes a site's projects what the data say: plans, shows plan and quotas with their use, gets consent, applies, sets the quotas that have no
 * resource and reads them back.
 *
 * @param job - the site
 * @returns exit code
 * @throws CommandError if it was refused or has failed
 */
export async function settleProjects(job: AdminJob): Promise<number> {
  const folders: AdminFolder[] = [];
  try {
    return await settle(job, (options) => {
      const folder = makeAdminFolder(job.site, options, job.outdir);
      folders.push(folder);
      return folder.stack;
    });
  } finally {
    for (const message of folders.flatMap((folder) => folder.remove())) job.session.output.problem(message);
  }
}

async function settle(job: AdminJob, synthesise: (options: Parameters<typeof makeAdminFolder>[1]) => Stack): Promise<number> {
  const { site, cloud } = job;
  const { output } = job.session;
  const first = synthesise({});
  const session = { ...job.session, binary: findBinary([first]) };
  await prepare(session, first);
  const known = await knownProjects(session, first);
  const unknown = site.admin.projects.filter(({ name }) => !known.some((one) => one.name === name));
  const volumeTypes = await namedVolumeTypes(cloud, site);
  const problems = [...(await adoptionProblems(cloud, site, unknown)), ...volumeTypes.problems];
  if (problems.length > 0) throw new CommandError([...problems, "nothing was changed"].join("\n"), EXIT.usage);
  const configured = addressesOf(first);
  const gone = known.filter(({ address }) => !configured.has(address));
  await requireEmpty(cloud, gone);
  const adopted = unknown.filter(({ adopt }) => adopt !== undefined);
  const ids = new Map(known.map(({ name, id }) => [name, id]));
  const idOf = ({ name, adopt }: AdminProject): string | undefined => ids.get(name) ?? adopt;
  const there = site.admin.projects.flatMap((project) => {
    const id = idOf(project);
    return id === undefined ? [] : [{ ...project, id }];
  });
  const volumeTypeQuotas = await presentTypeQuotas(cloud, there);
  const isPlain = gone.length === 0 && adopted.length === 0 && volumeTypeQuotas.size === 0;
  const stack = isPlain
    ? first
    : synthesise({ findGrant: await existingGrants(cloud, adopted, volumeTypes.ids), guarded: gone.length === 0, volumeTypeQuotas });
  if (!isPlain) await prepare(session, stack);

  const env = { [`TF_VAR_${VOLUME_TYPE_IDS}`]: JSON.stringify(volumeTypes.ids) };
  const planned = await savePlan(session, stack, undefined, { env });
  session.interruption.check();
  if (!("plan" in planned)) throw failed(`${stack.name}: no plan can be made; nothing was changed`, planned.failures);
  refuseLosses(planned, gone);
  const numbers = await numbersOf(job, idOf);
  const steps = stepsOf(site.admin.projects, numbers);
  if (numbers.length > 0) output.line(`\n${job.table(numbers)}`);
  for (const line of belowUse(numbers)) output.problem(line);
  if (!planned.hasEffect && steps.length === 0) {
    output.line(`${stack.name}: as the data say, checked`);
    return EXIT.done;
  }
  if (planned.hasEffect) output.line(`\n${planned.page}\n`);
  for (const step of steps) output.line(`${stack.name}: ${describe(step)}`);
  if (job.onlyShow) return EXIT.different;
  await consent(job, stack, gone);

  if (planned.hasEffect) await apply(session, stack, planned);
  await setQuotas(job, session, stack, steps);
  output.line(`${stack.name}: done, and checked as far as Terraform has no resource`);
  return EXIT.done;
}

async function knownProjects(session: Session, stack: Stack): Promise<KnownProject[]> {
  const resources = (await managedResources(session, stack)).filter(({ type }) => type === PROJECT);
  return resources.map(({ address, values }) => ({ address, id: String(values?.["id"]), name: String(values?.["name"]) }));
}

function addressesOf({ folder }: Stack): Set<string> {
  const json = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as {
    readonly resource?: Readonly<Record<string, object>>;
  };
  return new Set(Object.keys(json.resource?.[PROJECT] ?? {}).map((name) => `${PROJECT}.${name}`));
}

async function requireEmpty(cloud: Cloud, gone: readonly KnownProject[]): Promise<void> {
  const full: string[] = [];
  for (const { name, id } of gone) {
    const contents = await contentsOf(cloud, id);
    if (contents.length > 0) {
      full.push(
        `project ${name} (${id}) is no longer in the data, and has ${contents.join(", ")}, which would stay without an owner; ` +
          "empty it first, or write it into the data again, with enabled: false where nobody shall use it",
      );
    }
  }
  if (full.length > 0) throw new CommandError([...full, "nothing was changed"].join("\n"), EXIT.refused);
}

/** What a plan may destroy was looked into before. */
function refuseLosses({ changes }: SavedPlan, gone: readonly KnownProject[]): void {
  const lost = changes.filter(
    ({ resource, kind }) =>
      resource.type === PROJECT &&
      (kind === "replace" || (kind === "destroy" && !gone.some(({ address }) => address === resource.address))),
  );
  if (lost.length === 0) return;
  const words = lost.map(({ address, kind }) => `${address} would be ${kind === "replace" ? "replaced" : "destroyed"}`);
  throw new CommandError(`${words.join("; ")}: what is in a project would stay without an owner; nothing was changed`, EXIT.refused);
}

async function numbersOf({ cloud, site, session }: AdminJob, idOf: (project: AdminProject) => string | undefined): Promise<QuotaUse[]> {
  const each = site.admin.projects.flatMap((project) =>
    project.quota ? [quotaUse(cloud, { name: project.name, id: idOf(project), quota: project.quota }, session.output.problem)] : [],
  );
  return (await Promise.all(each)).flat();
}

function stepsOf(projects: readonly AdminProject[], numbers: readonly QuotaUse[]): QuotaStep[] {
  return projects.flatMap((project) =>
    WITHOUT_RESOURCE.flatMap((service): QuotaStep[] => {
      if (!project.quota || !hasNumbers(project.quota, service)) return [];
      const others = numbers.filter((one) => one.project === project.name && one.service === service && one.current !== one.wanted);
      return others.length > 0 ? [{ project, service, numbers: others }] : [];
    }),
  );
}

function describe({ project, service, numbers }: QuotaStep): string {
  const changes = numbers.map(({ name, current, wanted }) => `${name} ${current ?? "(default)"} -> ${wanted}`);
  return `quota of ${serviceNamed(service).project} for ${project.name}, which Terraform has no resource for: ${changes.join(", ")}`;
}

function belowUse(numbers: readonly QuotaUse[]): string[] {
  return numbers
    .filter(({ wanted, used = 0 }) => wanted !== -1 && wanted < used)
    .map(
      ({ project, service, name, wanted, used }) =>
        `warning: ${serviceNamed(service).project} has ${used} of ${name} in ${project}, more than ${wanted}: ` +
        "what is there stays, nothing new can be made, and some services refuse the number",
    );
}

/** Projects that go are agreed to by hand alone. */
async function consent({ autoApprove, session }: AdminJob, stack: Stack, gone: readonly KnownProject[]): Promise<void> {
  if (autoApprove && gone.length === 0) return;
  if (autoApprove) {
    const names = gone.map(({ name }) => name).join(", ");
    throw new CommandError(`--auto-approve deletes no project: ${names}; nothing was changed, run it without`, EXIT.refused);
  }
  if (await confirm(`Apply this to ${stack.name}?`, stack.name, session.output, session.interruption)) return;
  session.interruption.check();
  throw new CommandError("not confirmed; nothing was changed", EXIT.refused);
}

async function apply(session: Session, stack: Stack, { file }: SavedPlan): Promise<void> {
  const progress = followProgress(session.output, stack.name);
  try {
    const { code, failures } = await applyPlan(session, stack, file, progress.take, progress.canStop);
    session.interruption.check();
    if (code !== 0)
      throw failed(`${stack.name}: the apply has failed; what is done stays done, and the same command goes on from there`, failures);
  } finally {
    progress.end();
  }
}

async function setQuotas({ cloud }: AdminJob, session: Session, stack: Stack, steps: readonly QuotaStep[]): Promise<void> {
  if (steps.length === 0) return;
  const ids = (await readOutputs(session, stack))["project_ids"]?.value as Readonly<Record<string, string>>;
  const wrong: string[] = [];
  for (const { project, service } of steps) {
    session.interruption.check();
    const { project: serviceName } = serviceNamed(service);
    const differing = await setQuota(cloud, service, ids[project.name]!, project.quota!);
    wrong.push(...differing.map((text) => `${project.name}: ${text}`));
    if (differing.length === 0) session.output.line(`${stack.name}: quota of ${serviceName} for ${project.name}: set and read back`);
  }
  if (wrong.length > 0) throw new CommandError(wrong.join("\n"), EXIT.failed);
}
