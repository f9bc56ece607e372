import "server-only";
import { Pool } from "pg";

export const db = new Pool({ connectionString: process.env.POOLED_DATABASE_URL, max: 1 });
