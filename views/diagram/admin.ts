import { QUOTA_NUMBERS, volumeTypeNumbers, type QuotaNumberName } from "../../constructs/openstack-project/quota-fields";
import { npx } from "../../operate/session/program";
import type { AdminProject, AdminSite } from "../../projects";
import { adminStackName } from "../../stacks/admin-names";
import type { GrantKind } from "../../stacks/admin-stack";
import { renderSvg, tableOf } from "./svg";
import { markdownText, shorten, xml } from "./text";

/** What stands above things of a kind, one and more of them. */
const TITLES: Readonly<Record<GrantKind, readonly [string, string]>> = {
  sharedNetworks: ["Network of others", "Networks of others"],
  flavors: ["Private flavor", "Private flavors"],
  images: ["Image of others", "Images of others"],
  volumeTypes: ["Private volume type", "Private volume types"],
};
const COLOURS = { box: "#f7f1e8", title: "#ead9bd", project: "#c9dbea" } as const;

/** Something in the picture of an administrator's stack. */
export interface AdminBox {
  /** Identifier in the picture. */
  readonly id: string;
  /** What stands above the rows. */
  readonly title: string;
  /** What it is called, and what there is to know of it. */
  readonly rows: readonly (readonly [string, string])[];
  /** Whether it is a project. */
  readonly isProject: boolean;
}

/** What is drawn of an administrator's stack. */
export interface AdminDrawing {
  /** Name of the stack. */
  readonly name: string;
  /** Groups, things of others, and projects. */
  readonly boxes: readonly AdminBox[];
  /** Arrows from groups and things to the projects that have them, with the roles of groups. */
  readonly arrows: readonly { readonly from: AdminBox; readonly to: AdminBox; readonly label: string }[];
}

/**
 * Reduces the projects of a site to what a reader needs: what several projects use alike stands in one box.
 *
 * @param site - the site
 */
export function adminDrawing(site: AdminSite): AdminDrawing {
  const { projects } = site.admin;
  const drawn = projects.map((project, index): AdminBox => ({
    ...{ id: `project_${index + 1}`, isProject: true },
    title: `Project ${literally(project.name)}`,
    rows: projectRows(project),
  }));
  const groupNames = [...new Set(projects.flatMap(({ groups }) => groups.map(({ name }) => name)))];
  const groups = groupNames.map((name, index): AdminBox => {
    return { id: `group_${index + 1}`, title: "Group", rows: [[literally(name), ""]], isProject: false };
  });
  const roles = projects.flatMap((project, at) =>
    project.groups.map(({ name, roles: names }) => {
      return { from: groups[groupNames.indexOf(name)]!, to: drawn[at]!, label: names.map(literally).join(", ") };
    }),
  );
  const things = (Object.keys(TITLES) as GrantKind[]).flatMap((kind) => thingsOf(kind, projects));
  const uses = things.flatMap(({ box, users }) => users.map((at) => ({ from: box, to: drawn[at]!, label: "" })));
  return { name: adminStackName(site), boxes: [...groups, ...things.map(({ box }) => box), ...drawn], arrows: [...roles, ...uses] };
}

function projectRows({ description, enabled, adopt, quota = {} }: AdminProject): [string, string][] {
  const numbers = (Object.keys(QUOTA_NUMBERS) as QuotaNumberName[]).flatMap((field): [string, number][] => {
    return quota[field] === undefined ? [] : [[QUOTA_NUMBERS[field].what, quota[field]]];
  });
  const all = [...numbers, ...volumeTypeNumbers(quota)];
  return [
    ...(description === undefined ? [] : [[literally(description), ""] as [string, string]]),
    ...(enabled ? [] : [["locked", ""] as [string, string]]),
    ...(adopt === undefined ? [] : [["taken over", ""] as [string, string]]),
    ...all.map(([what, value]): [string, string] => [literally(what), value === -1 ? "unlimited" : String(value)]),
  ];
}

/** Things of a kind, those in one box that the same projects use. */
function thingsOf(kind: GrantKind, projects: readonly AdminProject[]): { readonly box: AdminBox; readonly users: readonly number[] }[] {
  const byUsers = new Map<string, { names: string[]; users: number[] }>();
  for (const name of new Set(projects.flatMap((project) => project[kind]))) {
    const users = projects.flatMap((project, at) => (project[kind].includes(name) ? [at] : []));
    const known = byUsers.get(users.join()) ?? { names: [], users };
    byUsers.set(users.join(), { ...known, names: [...known.names, name] });
  }
  return [...byUsers.values()].map(({ names, users }, index) => ({
    users,
    box: {
      ...{ id: `${kind}_${index + 1}`, isProject: false },
      title: TITLES[kind][names.length === 1 ? 0 : 1],
      rows: names.map((name) => [literally(name), ""] as const),
    },
  }));
}

/** Names are literal text for Terraform, where a reference would begin with one sign. */
function literally(text: string): string {
  return text.replace(/([$%])\1\{/g, "$1{");
}

/**
 * Draws the projects of a site as SVG.
 *
 * @param drawing - what to draw
 */
export function adminSvg(drawing: AdminDrawing): Promise<string> {
  return renderSvg((length, fontSize) => dotOf(drawing, length, fontSize));
}

function dotOf({ name, boxes, arrows }: AdminDrawing, length: number, fontSize: number): string {
  const font = `fontname="Arial", fontsize=${fontSize}`;
  const node = (box: AdminBox): string =>
    `    ${box.id} [label=<${tableOf(box, box.isProject ? COLOURS.project : COLOURS.title, length)}>];`;
  return [
    "digraph {",
    `  graph [rankdir=LR, nodesep=0.2, ranksep=0.6, pad=0.1, ${font}]; node [shape=plain, ${font}];`,
    `  edge [color="#555555", arrowsize=0.6, ${font}];`,
    "  subgraph cluster_admin {",
    `    label=<<B>${xml(shorten(name, 2 * length))}</B>>; labeljust=l; style="rounded,filled"; color="#888888"; fillcolor="${COLOURS.box}"; margin=10;`,
    ...boxes.map(node),
    "  }",
    ...arrows.map(({ from, to, label }) => `  ${from.id} -> ${to.id}${label === "" ? "" : ` [label=<${xml(shorten(label, length))}>]`};`),
    "}",
    "",
  ].join("\n");
}

/**
 * Writes the page of a site's projects.
 *
 * @param site - the site
 */
export function adminPage(site: AdminSite): string {
  const { projects } = site.admin;
  const name = adminStackName(site);
  const roles = projects.flatMap((project) => project.groups.map((group) => [project.name, group.name, group.roles.join(", ")]));
  const uses = projects.flatMap((project) =>
    (Object.keys(TITLES) as GrantKind[]).flatMap((kind) => project[kind].map((thing) => [project.name, TITLES[kind][0], thing])),
  );
  const numbers = projects.map(({ name: project, quota = {} }) => {
    const own = (Object.keys(QUOTA_NUMBERS) as QuotaNumberName[]).map((field) => [QUOTA_NUMBERS[field].what, quota[field]] as const);
    return { project, values: new Map([...own, ...volumeTypeNumbers(quota)].filter(([, value]) => value !== undefined)) };
  });
  const whats = [...new Set(numbers.flatMap(({ values }) => [...values.keys()]))];
  const shown = (value: number | undefined): string => (value === undefined ? "" : value === -1 ? "unlimited" : String(value));
  const quotas = whats.map((what) => [what, ...numbers.map(({ values }) => shown(values.get(what)))]);
  return `${[
    `# ${markdownText(name)}`,
    `What \`${npx("diagram")}\` reads from the file of site ${markdownText(site.name)}, and \`${npx(`admin ${site.name}`)}\` makes.`,
    `![${markdownText(name)}](${encodeURIComponent(name)}.svg)`,
    "An arrow leads from a group, with its roles, and from what belongs to others, to the project that has it.",
    ...section("Quotas", ["number", ...projects.map((project) => project.name)], quotas),
    ...section("Groups", ["project", "group", "roles"], roles),
    ...section("What belongs to others", ["project", "what", "name"], uses),
  ].join("\n\n")}\n`;
}

function section(title: string, head: readonly string[], body: readonly (readonly string[])[]): string[] {
  if (body.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => markdownText(literally(cell))).join(" | ")} |`;
  return [`## ${title}`, [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...body.map(line)].join("\n")];
}
