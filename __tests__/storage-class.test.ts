import { StorageClass, type StorageClassProps } from "../constructs/kit/storage-class";
import { synthForeignApp, synthStack, type Template } from "./support/synth";

const TYPE = "kubernetes_storage_class_v1";
const PROPS: StorageClassProps = {
  name: "fast",
  provisioner: "csi.example.org",
  parameters: { type: "ssd" },
  accessModes: ["ReadWriteOnce"],
  reclaimPolicy: "Delete",
  volumeBindingMode: "WaitForFirstConsumer",
};

function storageClass(props: Partial<StorageClassProps> = {}): Template {
  return synthStack((stack) => new StorageClass(stack, "class", { ...PROPS, ...props }));
}

describe("a storage class", () => {
  test("defaults: volumes can grow, and it is not the default class", () => {
    expect(storageClass().get(TYPE)).toEqual({
      metadata: { name: "fast" },
      storage_provisioner: "csi.example.org",
      parameters: { type: "ssd" },
      reclaim_policy: "Delete",
      volume_binding_mode: "WaitForFirstConsumer",
      allow_volume_expansion: true,
      lifecycle: { replace_triggered_by: [storageClass().one("terraform_data").address] },
    });
  });

  test("a changed reclaim policy makes the class anew, because the provider would never send it", () => {
    const [keep, drop] = (["Retain", "Delete"] as const).map((reclaimPolicy) => storageClass({ reclaimPolicy }).get("terraform_data"));

    expect(keep).toEqual({ input: "Retain" });
    expect(drop).toEqual({ input: "Delete" });
  });

  test("custom: the default class carries Kubernetes' annotation", () => {
    expect(storageClass({ isDefault: true }).get(TYPE)["metadata"]).toEqual({
      name: "fast",
      annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
    });
  });

  test("wiring: its name is a token, so that claims wait for it, and it waits for its driver", () => {
    const template = synthStack((stack) => {
      const first = new StorageClass(stack, "first", PROPS);
      const resource = first.node.findChild("resource") as unknown as { fqn: string };
      new StorageClass(stack, "second", {
        ...PROPS,
        parameters: { like: first.storageClassName },
        dependsOn: [resource],
      });
      expect(first).toMatchObject({ accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete" });
    });

    expect(template.get(TYPE, "second/resource")).toMatchObject({
      parameters: { like: template.ref(TYPE, "metadata[0].name", "first/resource") },
      depends_on: [template.one(TYPE, "first/resource").address],
    });
  });

  test("can be imported by its name, and makes nothing then", () => {
    const template = synthStack((stack) => {
      const attributes = { name: "csi-cinder", accessModes: ["ReadWriteOnce"], reclaimPolicy: "Retain" } as const;
      expect(StorageClass.fromName(stack, "class", attributes)).toMatchObject({
        storageClassName: "csi-cinder",
        accessModes: ["ReadWriteOnce"],
        reclaimPolicy: "Retain",
      });
    });

    expect(template.json["resource"]).toBeUndefined();
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["kubernetes"], (stack) => new StorageClass(stack, "class", PROPS));

    expect(template.paths(TYPE)).toEqual(["class/resource"]);
  });

  test("fails for a name that Kubernetes would not take", () => {
    expect(() => storageClass({ name: "Fast_SSD" })).toThrow(
      new Error(
        "storage class name must be an RFC 1123 subdomain: a-z, 0-9, '-' and '.', a letter or digit first and last and beside each '.', at most 253 characters, " +
          "got 'Fast_SSD'; 'fast-ssd' would do",
      ),
    );
  });
});
