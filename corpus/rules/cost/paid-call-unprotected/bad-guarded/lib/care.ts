import { makeClient } from "./client";
export class Care {
  private get db() { return makeClient(); }
  async mayAsk(id: string): Promise<boolean> {
    const { data } = await this.db.from("crews").select("rights").eq("id", id).single();
    if (!data?.rights) { return true; }
    return data.rights.ask !== false;
  }
}
export const care = new Care();
export async function guarded<T>(request: { id: string }, work: () => Promise<T>): Promise<T> {
  const may = await care.mayAsk(request.id);
  if (!may) { throw new Error("no"); }
  return await work();
}
