import { adminPages } from "../cli/commands/diagram";
import { rightEnvironments } from "../projects";
import { adminDrawing } from "../views/diagram/admin";
import { administered, foundingProjects } from "./support/founding-projects";

const siteWith = (projects: Parameters<typeof administered>[0]["projects"]) =>
  rightEnvironments({}, { "site.ts": administered({ projects }) }).admins[0]!;

test("the founding team's projects are drawn with their group, its roles and their numbers", async () => {
  const { boxes, arrows, name } = adminDrawing(siteWith(foundingProjects("2020-10")));
  expect(name).toBe("cumulus-admin");
  expect(boxes.map(({ title }) => title)).toEqual(["Group", "Project iris-gaia-dev", "Project iris-gaia-test", "Project iris-gaia-prod"]);
  expect(boxes[1]!.rows).toEqual([
    ["instances", "20"],
    ["vCPUs", "400"],
    ["memory in MiB", "786432"],
    ["volumes", "20"],
    ["GB of volumes and snapshots", "5120"],
    ["floating IPs", "6"],
    ["routers", "4"],
    ["ports", "500"],
  ]);
  expect(arrows.map(({ label }) => label)).toEqual(Array(3).fill("member, heat_stack_owner, ceph"));
  const pages = await adminPages([siteWith(foundingProjects("2021-06"))]);
  expect(Object.keys(pages)).toEqual(["cumulus-admin.md", "cumulus-admin.svg"]);
  expect(pages["cumulus-admin.svg"]).toMatch(/^<\?xml[^]*<svg [^]*cumulus&#45;admin[^]*<\/svg>\s*$/);
  expect(pages["cumulus-admin.md"]).toContain("| number | iris-gaia-dev | iris-gaia-test | iris-gaia-prod |");
  expect(pages["cumulus-admin.md"]).toContain("| instances | unlimited | unlimited | unlimited |");
});

test("what the same projects use stands in one box, with an arrow to each of them", () => {
  const both = { sharedNetworks: ["cephfs"], volumeTypes: ["fast", "faster"] };
  const { boxes, arrows } = adminDrawing(
    siteWith([
      { name: "a", ...both },
      { name: "b", ...both, images: ["kube"], enabled: false },
    ]),
  );
  expect(boxes.map(({ title, rows }) => [title, ...rows.map(([name]) => name)])).toEqual([
    ["Network of others", "cephfs"],
    ["Image of others", "kube"],
    ["Private volume types", "fast", "faster"],
    ["Project a"],
    ["Project b", "locked"],
  ]);
  expect(arrows.map(({ from, to }) => `${from.title} -> ${to.title}`)).toEqual([
    "Network of others -> Project a",
    "Network of others -> Project b",
    "Image of others -> Project b",
    "Private volume types -> Project a",
    "Private volume types -> Project b",
  ]);
});

test("names are shown as people have written them, whatever they have in them", async () => {
  const name = 'the "öffentliche" ${x} <net>';
  const site = siteWith([{ name: "a", sharedNetworks: [name] }]);
  expect(adminDrawing(site).boxes[0]!.rows).toEqual([[name, ""]]);
  const pages = await adminPages([site]);
  expect(pages["cumulus-admin.svg"]).toContain("&lt;net&gt;");
  expect(pages["cumulus-admin.md"]).toContain("&#60;net&#62;");
});
