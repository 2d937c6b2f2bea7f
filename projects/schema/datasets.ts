import * as z from "zod";
import { revision } from "./common";
import { label, mountPath, openstackName, text } from "./fields";

/** What a project's file says of existing data in another project. */
export const datasetsSchema = z
  .strictObject({
    cloud: text().describe("entry of clouds.yaml of the project that owns the shares"),
    credentialsRevision: revision(),
    shares: z
      .array(
        z.strictObject({
          name: label().describe("name that pods know the data by"),
          shareName: openstackName().describe("name of the share in Manila"),
          mountPath: mountPath().describe("where pods find it"),
        }),
      )
      .describe("existing shares, mounted read-only; deploy an empty list before datasets is taken out"),
  })
  .describe("existing data in another project");
