import { limited } from "./support/limited";

test("what does not end fails in its time, and says so", async () => {
  await expect(limited(() => new Promise(() => undefined), 50)()).rejects.toThrow("not done within 0.05 s");
});

test("what ends in time is as it was: its value, its error, its arguments", async () => {
  expect(await limited((a, b) => [a, b], 50)(1, 2)).toEqual([1, 2]);
  await expect(limited(() => Promise.reject(new Error("own")), 50)()).rejects.toThrow("own");
  const broken = limited(() => {
    throw new Error("at once");
  }, 50);
  await expect(broken()).rejects.toThrow("at once");
});
