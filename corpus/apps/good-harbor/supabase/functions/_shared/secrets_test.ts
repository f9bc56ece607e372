import { assertEquals } from "@std/assert";
import { sameSecret } from "./secrets.ts";

Deno.test("equal secrets are equal", async () => {
  assertEquals(await sameSecret("rope and anchor", "rope and anchor"), true);
});

Deno.test("a prefix is not enough", async () => {
  assertEquals(await sameSecret("rope", "rope and anchor"), false);
});
