import { describe, expect, it } from "vitest";
import { formatCents, sumLines } from "@/lib/money";

describe("sumLines", () => {
  it("adds quantity times price", () => {
    expect(sumLines([{ quantity: 2, unit_cents: 1250 }, { quantity: 1, unit_cents: 99 }])).toBe(2599);
  });

  it("is zero without lines", () => {
    expect(sumLines([])).toBe(0);
  });
});

describe("formatCents", () => {
  it("prints two decimals", () => {
    expect(formatCents(5, "EUR")).toContain("0.05");
  });
});
