import { describe, expect, it } from "vitest";
import { formatMoney, nights } from "@/lib/money";

describe("nights", () => {
  it("counts the nights between two days", () => {
    expect(nights("2026-06-01", "2026-06-04")).toBe(3);
  });

  it("is not fooled by the change to summer time", () => {
    expect(nights("2026-03-28", "2026-03-30")).toBe(2);
  });
});

describe("formatMoney", () => {
  it("writes cents as the currency does", () => {
    expect(formatMoney(123456, "EUR")).toBe("€1,234.56");
  });
});
