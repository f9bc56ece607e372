import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { makeClient } from "./client";
import { guarded } from "./care";
export class Engine {
  private model = openai("gpt-4o");
  private get db() { return makeClient(); }
  async suggest(id: string) {
    return await guarded({ id }, async () => {
      return await this.ask("tide");
    });
  }
  async direct(id: string) {
    const rows = await this.rows(id);
    return await this.ask(String(rows));
  }
  private async rows(id: string) {
    const { data } = await this.db.from("tides").select("*").eq("crew", id);
    return data;
  }
  private async ask(prompt: string) {
    return await generateText({ model: this.model, prompt });
  }
}
export const engine = new Engine();
