import { differences, isEncrypted, parseState } from "../operate/terraform/state-file";

const state = { version: 4, serial: 3, lineage: "a", outputs: {}, resources: [{ type: "terraform_data", name: "secret-of-a-state" }] };
const encrypted = { serial: 3, lineage: "a", meta: {}, encrypted_data: "AAAA", encryption_version: "v0" };

test("a state is read with what tells it from others", () => {
  expect(parseState(JSON.stringify(state), "a file")).toMatchObject({ lineage: "a", serial: 3 });
});

test.each([
  ["no JSON", "secret-of-a-state", "a file is not a state of version 4"],
  ["an older version", JSON.stringify({ ...state, version: 3 }), "a file is not a state of version 4"],
  ["an encrypted one", JSON.stringify(encrypted), "a file is encrypted; move it before it is encrypted"],
])("%s is refused, and the message does not repeat it", (_what, text, message) => {
  expect(() => parseState(text, "a file")).toThrow(message);
  expect(() => parseState(text, "a file")).not.toThrow("secret-of-a-state");
});

test("an encrypted state is known by its form", () => {
  expect(isEncrypted(JSON.stringify(encrypted))).toBe(true);
  expect(isEncrypted(JSON.stringify(state))).toBe(false);
  expect(isEncrypted("")).toBe(false);
});

test("states differ in outputs and resources, byte for byte, and not in what a backend's first state gets anew", () => {
  const read = (change: object) => parseState(JSON.stringify({ ...state, ...change }), "a file");
  expect(differences(read({}), read({ lineage: "b", serial: 1 }))).toEqual([]);
  expect(differences(read({}), read({ outputs: { a: { value: 1 } }, resources: [] }))).toEqual(["outputs", "resources"]);
  expect(differences(read({}), read({ resources: [{ name: "secret-of-a-state", type: "terraform_data" }] }))).toEqual(["resources"]);
});
