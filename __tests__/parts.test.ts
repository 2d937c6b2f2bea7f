import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Release as HelmRelease } from "@cdktf/provider-helm/lib/release";
import * as fc from "fast-check";
import { CHARTS } from "../constructs/charts";
import { ROTATED } from "../operate/credentials/rotated-credentials";
import { parseEnvironments } from "../projects";
import { PARTS, partsOf } from "../projects/parts";
import { chartField } from "../projects/parts/chart-fields";
import { PLATFORM_SCHEMAS, projectSchema, STORAGE_SCHEMAS } from "../projects/schema/project";
import { projectApp } from "../stacks";
import { PlatformStack } from "../stacks/platform-stack";
import { LONDON, SKY } from "../dev/plans/digitalocean";
import { FULL_PROJECT } from "./support/full-project";
import { projects, projectsAtDigitalOcean, SITES, type ProjectAtSite } from "./support/arbitraries";

const BASE = {
  name: "full",
  site: "heat-site",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  cluster: {
    keypair: { name: "key" },
    controlPlane: { flavor: "medium" },
    workers: { flavor: "medium", count: 3 },
    labels: { cinder_csi_enabled: false },
  },
} as const;

interface Release {
  readonly chart: string;
  readonly version: string;
  readonly "//": { readonly metadata: { readonly path: string } };
}

interface HelmReleases {
  readonly resource: { readonly helm_release: Record<string, Release> };
}

/** The platform stack of a project, with its parts and its releases, but for those of our own charts. */
function platformOf({ project, site }: ProjectAtSite) {
  const parsed = parseEnvironments({ "mine.ts": project }, { "site.ts": site })[0]!;
  const app = projectApp([parsed], { outdir: fs.mkdtempSync(path.join(os.tmpdir(), "parts-")) });
  const stack = app.node.children.find((child) => child instanceof PlatformStack)!;
  const releases = stack.node
    .findAll()
    .filter((node) => node instanceof HelmRelease)
    .map((release) => Object.values((release.toTerraform() as HelmReleases).resource.helm_release)[0]!)
    .filter(({ chart }) => !path.isAbsolute(chart) && !chart.startsWith("."));
  return { parsed, stack, releases };
}

describe("the record of parts", () => {
  test.each([...SITES.map((site) => [site.name, projects(site)] as const), ["DigitalOcean", projectsAtDigitalOcean] as const])(
    "has the charts that the stack installs at %s, and no other",
    (_name, any) => {
      fc.assert(
        fc.property(any as fc.Arbitrary<ProjectAtSite>, (at) => {
          const { parsed, releases } = platformOf(at);
          const charts = Object.values(PARTS).flatMap((part) => part.charts(parsed, parsed.site).map(({ chart }) => CHARTS[chart]));
          const wanted = charts.map(({ chart, version }) => `${chart} ${version}`);
          const installed = releases.map(({ chart, version }) => `${chart} ${version}`);
          // Two parts may install one chart, and the snapshot chart cannot bring its definitions and what uses them in one release: it is installed twice.
          expect([...new Set(installed)].sort()).toEqual([...new Set(wanted)].sort());
          for (const [name, part] of Object.entries(PARTS))
            for (const { chart } of part.charts(parsed, parsed.site)) {
              const field = name in STORAGE_SCHEMAS ? `storage.${name}` : name;
              expect([chart, chartField(CHARTS[chart].chart)]).toEqual([chart, expect.stringMatching(`(^| )${field}(,| |$)`)]);
            }
        }),
        { numRuns: 20 },
      );
    },
  );

  test("names the construct of each part that a project has, and only these are in the stack", () => {
    const { parsed, stack, releases } = platformOf({
      project: { ...BASE, ...FULL_PROJECT, nodeGroups: [{ name: "spark", flavor: "large", count: 2 }], ingress: { kind: "traefik" } },
      site: SITES[1]!,
    });
    const constructs = new Set(partsOf(parsed).flatMap(({ construct, common = [] }) => [construct, ...common]));
    for (const [name, made] of Object.entries(stack.parts)) {
      if (made) expect([name, made.node.id]).toEqual([name, PARTS[name as keyof typeof PARTS].construct]);
    }
    for (const release of releases) expect(constructs).toContain(release["//"].metadata.path.split("/")[1]);
  });

  test("names the construct of each part at DigitalOcean too", () => {
    const { parsed, stack, releases } = platformOf({ project: SKY, site: LONDON });
    const idOf = ({ construct, digitalOceanConstruct = construct }: (typeof PARTS)[keyof typeof PARTS]): string => digitalOceanConstruct;
    const constructs = new Set(partsOf(parsed).map(idOf));
    for (const [name, made] of Object.entries(stack.parts)) {
      if (made) expect([name, made.node.id]).toEqual([name, idOf(PARTS[name as keyof typeof PARTS])]);
    }
    for (const release of releases) expect(constructs).toContain(release["//"].metadata.path.split("/")[1]);
  });

  test("has an entry for each part of the schema", () => {
    expect(Object.keys(PARTS).sort()).toEqual([...Object.keys(STORAGE_SCHEMAS), ...Object.keys(PLATFORM_SCHEMAS)].sort());
  });

  test.each(Object.entries(ROTATED))("credential %s has its revision in a field of the project's file", (_name, { revision }) => {
    const known = JSON.stringify(projectSchema.toJSONSchema({ io: "input", unrepresentable: "any" }));
    let schema = JSON.parse(known) as { properties?: Record<string, object> };
    for (const key of revision.split(".")) {
      expect(Object.keys(schema.properties ?? {})).toContain(key);
      schema = schema.properties![key]!;
    }
  });
});
