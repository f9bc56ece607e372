import { writeFile } from "node:fs/promises";

const answer = await fetch(`${process.env.DB_URL}/tides`);
await writeFile("tides.json", await answer.text());
