import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readProjects } from "../cli/commands/diagram";
import { everything, everywhere } from "../dev/everything";
import { parseEnvironments, type Project } from "../projects";
import { capacityOf } from "../projects/capacity";
import { partsOf, PARTS } from "../projects/parts";
import { projectApp } from "../stacks";
import { capacityTable } from "../views/capacity/table";
import { drawingOf } from "../views/diagram/boxes";
import { modelOf } from "../views/diagram/model";
import { svgOf } from "../views/diagram/svg";

/** Widest picture, in points: two thousand pixels of a screen. */
const WIDEST_PT = 1500;

describe("a project with everything", () => {
  const [project] = parseEnvironments({ "dev/everything.ts": everything }, { "dev/everything.ts": everywhere }) as [Project];

  test("has every part that there is", () => {
    expect(partsOf(project).map(({ construct }) => construct)).toEqual(Object.values(PARTS).map(({ construct }) => construct));
  });

  test("fits, and capacity says what it costs", () => {
    const table = capacityTable(project, capacityOf(project, project.site));

    expect(table).not.toMatch(/does not fit|depends on the order/);
    expect(table).toMatch(/^instances +unlimited +15 +23 +29/m);
    expect(table).toMatch(/^gigabytes +unlimited +2182 +2782 +2782/m);
  });

  test("is synthesised with all policies, and drawn with all its parts on one page", async () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "everything-"));
    projectApp([project], { outdir }).synth();
    const [found] = readProjects(outdir);
    const drawing = drawingOf(modelOf(found!));
    const titles = new Set(drawing.platform.map(({ title }) => title));

    expect([...titles]).toEqual(
      expect.arrayContaining(["Ingress", "Spark operator", "Spark jobs", "Notebooks", "Kafka", "Monitoring", "Dataset", "Storage driver"]),
    );
    const svg = await svgOf(drawing);
    expect(Number(/<svg width="([\d.]+)pt"/.exec(svg)?.[1])).toBeLessThan(WIDEST_PT);
  });
});
