import { beforeEach, describe, expect, it, vi } from "vitest";

const rpc = vi.fn();
vi.mock("@/lib/supabase", () => ({ supabase: { rpc } }));

const { book, cancel } = await import("@/lib/queries");

describe("book", () => {
  beforeEach(() => rpc.mockReset());

  it("never sends a price", async () => {
    rpc.mockResolvedValue({ data: "booking-1", error: null });
    await book("berth-1", "2026-06-01", "2026-06-03");
    const [name, args] = rpc.mock.calls[0] as [string, Record<string, unknown>];
    expect(name).toBe("book_berth");
    expect(Object.keys(args).sort()).toEqual(["berth", "first_night", "last_day"]);
  });

  it("throws what the database refuses", async () => {
    rpc.mockResolvedValue({ data: null, error: new Error("taken") });
    await expect(book("berth-1", "2026-06-01", "2026-06-03")).rejects.toThrow("taken");
  });
});

describe("cancel", () => {
  it("says when it was too late", async () => {
    rpc.mockResolvedValue({ data: false, error: null });
    expect(await cancel("booking-1")).toBe(false);
  });
});
