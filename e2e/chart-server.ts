import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { load } from "js-yaml";
import * as z from "zod";
import type { Chart } from "../constructs/kit/chart";

/** A chart repository on this machine. */
export interface ChartServer {
  /** Its address. */
  readonly url: string;
  /** Stops it. */
  readonly stop: () => Promise<void>;
}

const indexSchema = z.object({ entries: z.record(z.string(), z.array(z.object({ version: z.string() }))) });

/**
 * Finds which charts a folder lacks.
 *
 * @param folder - folder with charts and their index.yaml
 * @param wanted - the charts
 * @returns one line for each problem
 */
export function missingCharts(folder: string, wanted: readonly Chart[]): string[] {
  const file = path.join(folder, "index.yaml");
  if (!fs.existsSync(file)) return [`${file} is not there; make it with 'helm repo index ${folder}'`];
  const { success, data } = indexSchema.safeParse(load(fs.readFileSync(file, "utf8")));
  if (!success) return [`${file} is no index of charts; make it anew with 'helm repo index ${folder}'`];
  return wanted
    .filter(({ chart, version }) => !data.entries[chart]?.some((entry) => entry.version === version))
    .map(({ chart, version }) => `${file} has no ${chart} ${version}`);
}

/**
 * Serves a folder of charts on the loopback address: Helm takes a repository over HTTP only.
 *
 * @param folder - folder with charts and their index.yaml
 */
export function serveCharts(folder: string): Promise<ChartServer> {
  const server = http.createServer((request, response) => {
    // Names alone: nothing outside of the folder can be asked for.
    const file = path.join(folder, path.basename(new URL(request.url ?? "/", "http://localhost").pathname));
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-length": fs.statSync(file).size });
    fs.createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () =>
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      }),
    );
  });
}
