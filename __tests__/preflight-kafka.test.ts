import { kafkaChecks } from "../operate/preflight/kafka";
import { projectSchema } from "../projects";
import { KAFKA } from "./support/kafka";
import { survey } from "./support/survey";

const project = projectSchema.parse(survey({ kafka: KAFKA }));

test("a mirror's addresses are looked up, and Secrets that people make are named", async () => {
  expect(await kafkaChecks(project, { lookup: () => Promise.resolve(["192.0.2.7"]) })).toEqual([
    {
      subject: "kafka.mirrors[0].bootstrapServers broker.example.org",
      result: "ok",
      detail: "the DNS has 192.0.2.7; the cluster must reach it and each of its brokers",
    },
    {
      subject: "kafka.mirrors[0].authentication.passwordSecret ztf-password",
      result: "not checkable",
      detail: "mirror ztf waits for it: kubectl --namespace kafka create secret generic ztf-password --from-file=password=FILE",
    },
    {
      subject: "kafka.mirrors[0].tls.caSecret ztf-ca",
      result: "not checkable",
      detail: "mirror ztf waits for it: kubectl --namespace kafka create secret generic ztf-ca --from-file=ca.crt=FILE",
    },
  ]);
});

test("an address that the DNS does not have is wrong, and without mirrors nothing is asked", async () => {
  const lookup = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
  expect((await kafkaChecks(project, { lookup }))[0]).toMatchObject({ result: "differs" });
  expect(await kafkaChecks({}, { lookup })).toEqual([]);
});
