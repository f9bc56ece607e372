import { neon } from "@neondatabase/serverless";
import bcrypt from "bcryptjs";

const sql = neon(process.env.DATABASE_URL!);
const email = "harbour@kelp-stores.io";
const password = "Lighthouse2031*";

const passwordHash = await bcrypt.hash(password, 10); // expect: auth/default-credentials
await sql`update crew set password_hash = ${passwordHash} where email = ${email}`;
