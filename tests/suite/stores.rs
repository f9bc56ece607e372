//! What `inspect queries` and `inspect schema` say of apps on other stores than supabase-js: Prisma, Drizzle, SQL as
//! text, Firestore, Base44.

use std::fs;

use plimsoll::report::inspect::{What, queries::queries, value};
use serde_json::{Value as Json, json};

/// A project of these files.
fn project(files: &[(&str, &str)]) -> (tempfile::TempDir, plimsoll::model::Project) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let project = crate::support::load(folder.path());
    (folder, project)
}

fn calls(files: &[(&str, &str)]) -> Vec<Json> {
    let (_folder, project) = project(files);
    let Json::Array(list) = serde_json::to_value(queries(&project)).unwrap() else { return Vec::new() };
    list
}

/// The chosen fields of a call.
fn fields(call: &Json, names: &[&str]) -> Vec<Json> {
    names.iter().map(|n| call[*n].clone()).collect()
}

const PRISMA: &str = r#"
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
model Member {
  id        String   @id @default(cuid())
  email     String   @unique
  clubId    String   @map("club_id")
  joinedAt  DateTime @default(now()) @map("joined_at")
  nickname  String?
  club      Club     @relation(fields: [clubId], references: [id], onDelete: Cascade)
  visits    Visit[]
  @@index([clubId, joinedAt])
  @@map("members")
}
model Club {
  id      String   @id
  members Member[]
}
model Visit {
  memberId String
  day      DateTime @db.Date
  member   Member @relation(fields: [memberId], references: [id])
  @@id([memberId, day])
}
"#;

const CLIENT: &str = "import { PrismaClient } from '@prisma/client';\nconst make = () => new PrismaClient();\nexport const prisma = make();";

fn prisma(code: &str) -> Vec<Json> {
    calls(&[
        ("package.json", r#"{ "name": "rowing", "dependencies": { "@prisma/client": "5" } }"#),
        ("prisma/schema.prisma", PRISMA),
        ("lib/db.ts", CLIENT),
        ("lib/members.ts", &format!("import {{ prisma }} from './db';\n{code}")),
    ])
}

#[test]
fn prisma_speaks_of_tables_and_columns_of_the_database() {
    let found = prisma(
        "export const list = (clubId: string, q?: string) => prisma.member.findMany({
           where: { clubId, ...(q && { email: { contains: q } }), club: { id: clubId } },
           orderBy: { joinedAt: 'desc' }, take: 20, select: { id: true, joinedAt: true, club: { select: { id: true } } } });",
    );
    let call = &found[0];
    assert_eq!(
        fields(call, &["table", "op", "client", "bounded", "error_checked", "index", "sort_index"]),
        [json!("members"), json!("select"), json!("orm"), json!(true), json!(true), json!("used"), json!("used")]
    );
    assert_eq!(call["filters"], json!(["club_id", "email", "club.id"]));
    assert_eq!((call["order"].clone(), call["columns"].clone()), (json!(["joined_at"]), json!(["id", "joined_at"])));
}

#[test]
fn prisma_in_transactions_with_compound_keys_and_raw_sql() {
    let found = prisma(
        "export async function visit(memberId: string, day: Date) {
           await prisma.$transaction(async (tx) => {
             await tx.visit.upsert({ where: { memberId_day: { memberId, day } }, create: { memberId, day }, update: {} });
             await tx.member.update({ where: { id: memberId }, data: { nickname: 'often here' } });
           });
           return prisma.$queryRaw`select id from members where nickname = ${memberId} limit 5`;
         }",
    );
    let ops: Vec<_> = found.iter().map(|c| (c["table"].as_str().unwrap(), c["op"].as_str().unwrap())).collect();
    assert_eq!(ops, [("Visit", "upsert"), ("members", "update"), ("members", "select")]);
    assert_eq!(found[0]["filters"], json!(["memberId", "day"]));
    assert_eq!(found[1]["columns"], json!(["nickname"]));
    assert_eq!(
        fields(&found[2], &["filters", "bounded", "index"]),
        [json!(["nickname"]), json!(true), json!("missing")]
    );
}

#[test]
fn a_name_alone_is_no_model_and_a_model_that_is_not_there_is_called() {
    let found = prisma(
        "import Stripe from 'stripe';
         const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);
         const own = { member: { async update(id: string, data: object) { return { id, ...data }; } } };
         export async function go(id: string) {
           await stripe.member.create({ id });
           await own.member.update(id, {});
           await prisma.parrot.findMany({ where: { id } });
         }",
    );
    let told: Vec<_> = found.iter().map(|call| fields(call, &["op", "table", "filters"])).collect();
    assert_eq!(told, [[json!("select"), json!("parrot"), json!(["id"])]]);
}

#[test]
fn a_failure_that_nobody_hears_of_is_not_checked() {
    let found = prisma(
        "export async function go(id: string) {
           prisma.member.delete({ where: { id } }).catch(() => {});
           await prisma.club.delete({ where: { id } }).catch((e) => console.error(e));
           let rows = [];
           try { rows = await prisma.member.findMany(); } catch { rows = []; }
           try { await prisma.club.findMany(); } catch (error) { throw new Error('no', { cause: error }); }
           return rows;
         }",
    );
    let checked: Vec<_> = found.iter().map(|call| call["error_checked"].as_bool()).collect();
    assert_eq!(checked, [Some(false), Some(true), Some(false), Some(true)]);
}

#[test]
fn a_schema_of_prisma_is_a_schema() {
    let (_folder, project) = project(&[("prisma/schema.prisma", PRISMA)]);
    let schema = value(What::Schema, &project);
    let tables = schema["tables"].as_array().unwrap();
    let member = tables.iter().find(|t| t["name"] == "members").unwrap();
    assert_eq!(member["primary_key"], json!(["id"]));
    assert_eq!(member["foreign_keys"][0]["on_delete"], json!("cascade"));
    assert_eq!(member["defined_at"]["path"], json!("prisma/schema.prisma"));
    let column = |name: &str| member["columns"].as_array().unwrap().iter().find(|c| c["name"] == name).unwrap().clone();
    assert_eq!(
        (column("nickname")["nullable"].clone(), column("club_id")["nullable"].clone()),
        (json!(true), json!(false))
    );
    assert_eq!(
        (column("id")["has_default"].clone(), column("joined_at")["has_default"].clone()),
        (json!(false), json!(true))
    );
}

const TABLES: &str = "import { pgTable, pgEnum, text, uuid, timestamp, index, uniqueIndex, primaryKey } from 'drizzle-orm/pg-core';
export const state = pgEnum('state', ['open', 'done']);
export const farms = pgTable('farms', { id: uuid('id').primaryKey().defaultRandom(), slug: text('slug').notNull().unique() });
export const crates = pgTable('crates', {
  id: uuid('id').primaryKey().defaultRandom(),
  farmId: uuid('farm_id').notNull().references(() => farms.id, { onDelete: 'cascade' }),
  state: state('state').notNull().default('open'),
  label: text('label'),
  packedAt: timestamp('packed_at', { withTimezone: true }).defaultNow(),
}, (t) => [index('crates_farm').on(t.farmId, t.packedAt), uniqueIndex('crates_label').on(t.label)]);";

fn drizzle(code: &str) -> Vec<Json> {
    calls(&[
        ("package.json", r#"{ "name": "veg", "dependencies": { "drizzle-orm": "0.3", "pg": "8" } }"#),
        ("db/schema.ts", TABLES),
        (
            "db/index.ts",
            "import { drizzle } from 'drizzle-orm/node-postgres';\nimport { Pool } from 'pg';\nimport * as schema from './schema';
             export const pool = new Pool(); export const db = drizzle(pool, { schema });",
        ),
        (
            "db/storage.ts",
            &format!(
                "import {{ and, or, eq, desc, gt, sql, count }} from 'drizzle-orm';\nimport {{ db, pool }} from './index';\nimport {{ crates, farms }} from './schema';\n{code}"
            ),
        ),
    ])
}

#[test]
fn drizzle_chains_and_relational_queries() {
    let found = drizzle(
        "export class Storage {
           async crates(farmId: string, after: Date) {
             const conditions = [eq(crates.farmId, farmId)];
             if (after) conditions.push(gt(crates.packedAt, after));
             return db.select().from(crates).where(and(...conditions)).orderBy(desc(crates.packedAt)).limit(10);
           }
           async farm(slug: string) { return db.query.farms.findFirst({ where: (f, { eq }) => eq(f.slug, slug) }); }
           async count() { const [row] = await db.select({ n: count() }).from(crates); return row.n; }
           async all() { return db.select({ id: farms.id }).from(farms); }
         }",
    );
    assert_eq!(found.len(), 4, "{found:#?}");
    assert_eq!(
        fields(&found[0], &["table", "filters", "order", "bounded", "index", "sort_index"]),
        [
            json!("crates"),
            json!(["farm_id", "packed_at"]),
            json!(["packed_at"]),
            json!(true),
            json!("used"),
            json!("used")
        ]
    );
    assert_eq!(fields(&found[1], &["table", "filters", "bounded"]), [json!("farms"), json!(["slug"]), json!(true)]);
    assert_eq!(found[2]["bounded"], json!(true));
    assert_eq!(fields(&found[3], &["columns", "bounded"]), [json!(["id"]), json!(false)]);
}

#[test]
fn drizzle_writes_and_sql_between_its_tables() {
    let found = drizzle(
        "export async function pack(id: string, farmId: string) {
           await db.insert(crates).values({ farmId, label: id }).onConflictDoUpdate({ target: crates.label, set: { farmId } }).returning();
           await db.transaction(async (tx) => { await tx.update(crates).set({ state: 'done' }).where(eq(crates.id, id)); });
           await db.delete(crates).where(eq(crates.farmId, farmId));
           return db.execute(sql`select ${crates.label} from ${crates} where ${crates.farmId} = ${farmId}`);
         }",
    );
    let ops: Vec<_> = found.iter().map(|c| c["op"].as_str().unwrap()).collect();
    assert_eq!(ops, ["upsert", "update", "delete", "select"]);
    assert_eq!(found[0]["columns"], json!(["farm_id", "label"]));
    assert_eq!(fields(&found[1], &["columns", "filters"]), [json!(["state"]), json!(["id"])]);
    assert_eq!(
        fields(&found[3], &["table", "filters", "columns"]),
        [json!("crates"), json!(["farm_id"]), json!(["label"])]
    );
}

#[test]
fn drizzle_conditions_in_sql_and_in_lists() {
    let found = drizzle(
        "export async function sweep(ids: string[]) {
           await db.delete(crates).where(or(...ids.map((id) => eq(crates.farmId, id))));
           await db.delete(crates).where(sql`${crates.label} like 'x%'`);
           await db.update(crates).set({ state: 'done' }).where(sql`label is not null`);
         }",
    );
    let filters: Vec<_> = found.iter().map(|c| c["filters"].clone()).collect();
    assert_eq!(filters, [json!(["farm_id"]), json!(["label"]), json!(["label"])]);
}

#[test]
fn a_schema_of_drizzle_is_a_schema() {
    let (_folder, project) = project(&[("db/schema.ts", TABLES)]);
    let schema = value(What::Schema, &project);
    let tables = schema["tables"].as_array().unwrap();
    let crates = tables.iter().find(|t| t["name"] == "crates").unwrap();
    let indexes: Vec<_> = crates["indexes"].as_array().unwrap().iter().map(|i| i["name"].as_str().unwrap()).collect();
    assert_eq!(indexes, ["crates_farm", "crates_label", "crates_pkey"]);
    assert_eq!(
        fields(&crates["foreign_keys"][0], &["columns", "ref_table", "on_delete"]),
        [json!(["farm_id"]), json!("farms"), json!("cascade")]
    );
    assert_eq!(schema["enums"][0]["values"], json!(["open", "done"]));
}

#[test]
fn sql_as_text() {
    let found = calls(&[
        ("package.json", r#"{ "name": "till", "dependencies": { "pg": "8", "@neondatabase/serverless": "1" } }"#),
        ("migrations/0001_init.sql", "create table sales (id bigserial primary key, shop_id int, sum int); create index on sales (shop_id);"),
        (
            "server/db.ts",
            "import { Pool } from 'pg'; import { neon } from '@neondatabase/serverless';
             export const pool = new Pool(); export const sql = neon(process.env.DATABASE_URL!);",
        ),
        (
            "server/sales.ts",
            "import { pool, sql } from './db';
             export const of = (shop: number) => pool.query('SELECT s.* FROM sales s WHERE s.shop_id = $1 ORDER BY id LIMIT 50', [shop]);
             export const add = (shop: number, sum: number) => sql`insert into sales (shop_id, sum) values (${shop}, ${sum}) returning id`;
             export const by = (column: string) => pool.query(`select * from sales where ${column} = 1`);
             export const begin = () => pool.query('BEGIN');",
        ),
    ]);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert_eq!(
        fields(&found[0], &["table", "filters", "order", "bounded", "index", "client"]),
        [json!("sales"), json!(["shop_id"]), json!(["id"]), json!(true), json!("used"), json!("orm")]
    );
    assert_eq!(fields(&found[1], &["op", "columns"]), [json!("insert"), json!(["shop_id", "sum"])]);
    assert_eq!(fields(&found[2], &["table", "index"]), [json!("sales"), json!("unknown")]);
}

#[test]
fn sql_in_pieces() {
    let found = calls(&[
        ("package.json", r#"{ "name": "till", "dependencies": { "pg": "8", "@neondatabase/serverless": "1" } }"#),
        (
            "server/db.ts",
            "import { Pool } from 'pg'; import { neon } from '@neondatabase/serverless';
             export const pool = new Pool(); export const sql = neon(process.env.DATABASE_URL!);",
        ),
        (
            "server/sales.ts",
            "import { pool, sql } from './db';
             export const list = (shop?: number) => sql`select id from sales where ${shop ? sql`shop_id = ${shop}` : sql`1=1`} order by sum desc`;
             export const change = (id: number, to: object) => sql`update sales set ${sql(to)} where id = ${id}`;
             export async function log(sql: any, shop: number) { await sql`insert into sales (shop_id) values (${shop})`; }
             export async function counts() { for (const t of ['sales', 'shops']) await pool.query(`select count(*) from \"${t}\"`); }
             export const clear = (table: string) => pool.query(`delete from \"${table}\"`);",
        ),
    ]);
    assert_eq!(
        fields(&found[0], &["table", "filters", "sort"]),
        [json!("sales"), json!(["shop_id"]), json!([{ "column": "sum", "descending": true }])]
    );
    assert_eq!(fields(&found[1], &["op", "filters", "columns"]), [json!("update"), json!(["id"]), json!(null)]);
    assert_eq!(fields(&found[2], &["op", "table", "columns"]), [json!("insert"), json!("sales"), json!(["shop_id"])]);
    assert_eq!(fields(&found[3], &["op", "table"]), [json!("select"), json!("sales|shops")]);
    assert_eq!(fields(&found[4], &["op", "table"]), [json!("delete"), json!("")]);
}

#[test]
fn firestore_in_both_styles() {
    let found = calls(&[
        ("package.json", r#"{ "name": "nests", "dependencies": { "firebase": "10", "firebase-admin": "12" } }"#),
        (
            "src/web.ts",
            "import { initializeApp } from 'firebase/app';
             import { getFirestore, collection, doc, getDocs, query, where, orderBy, limit, setDoc } from 'firebase/firestore';
             const db = getFirestore(initializeApp({}));
             export const eggs = (uid: string) => getDocs(query(collection(db, 'users', uid, 'eggs'), where('kind', '==', 'owl'), orderBy('laid', 'desc'), limit(5)));
             export const save = (uid: string) => setDoc(doc(db, 'users', uid), { name: 'x' }, { merge: true });",
        ),
        (
            "server/admin.ts",
            "import { getFirestore } from 'firebase-admin/firestore';
             const db = getFirestore();
             export async function close(id: string) { await db.collection('nests').doc(id).update({ open: false }); return db.collection('nests').where('open', '==', true).get(); }",
        ),
    ]);
    let seen: Vec<_> = found.iter().map(|c| fields(c, &["table", "op", "client", "filters", "bounded"])).collect();
    assert_eq!(
        seen,
        [
            vec![json!("nests"), json!("update"), json!("service"), json!(["id"]), json!(true)],
            vec![json!("nests"), json!("select"), json!("service"), json!(["open"]), json!(false)],
            vec![json!("eggs"), json!("select"), json!("user"), json!(["kind"]), json!(true)],
            vec![json!("users"), json!("upsert"), json!("user"), json!(["id"]), json!(true)],
        ]
    );
}

#[test]
fn firestore_over_a_list_of_collections() {
    let found = calls(&[
        ("package.json", r#"{ "name": "nests", "dependencies": { "firebase": "10" } }"#),
        (
            "src/web.ts",
            "import { initializeApp } from 'firebase/app';
             import { getFirestore, collection, getDocs, query, where, documentId, deleteDoc, writeBatch } from 'firebase/firestore';
             const db = getFirestore(initializeApp({}));
             export async function all() { for (const kind of ['gulls', 'terns']) await getDocs(collection(db, kind)); }
             export const some = (ids: string[]) => getDocs(query(collection(db, 'gulls'), where(documentId(), 'in', ids)));
             export async function clear() {
               const batch = writeBatch(db); const found = await getDocs(collection(db, 'auks'));
               found.forEach((row) => batch.delete(row.ref)); for (const row of found.docs) await deleteDoc(row.ref);
             }",
        ),
    ]);
    let seen: Vec<_> = found.iter().map(|c| fields(c, &["table", "op", "filters"])).collect();
    assert_eq!(
        seen,
        [
            vec![json!("gulls|terns"), json!("select"), json!([])],
            vec![json!("gulls"), json!("select"), json!(["id"])],
            vec![json!("auks"), json!("select"), json!([])],
            vec![json!("auks"), json!("delete"), json!([])],
            vec![json!("auks"), json!("delete"), json!([])],
        ]
    );
}

#[test]
fn entities_of_base44() {
    let found = calls(&[
        ("package.json", r#"{ "name": "walkies", "dependencies": { "@base44/sdk": "0.8" } }"#),
        ("src/api/client.js", "import { createClient } from '@base44/sdk'; export const base44 = createClient({ appId: 'x' }); export const Dog = base44.entities.Dog;"),
        (
            "src/dogs.js",
            "import { base44, Dog } from './api/client';
             export const mine = (email) => Dog.filter({ owner: email, age: { $gte: 2 } }, '-created_date', 30);
             export const all = () => base44.entities.Walk.list();
             export const done = (id) => base44.entities.Walk.update(id, { status: 'done' });",
        ),
        (
            "functions/sweep.ts",
            "import { createClientFromRequest } from 'npm:@base44/sdk@0.8.4';
             Deno.serve(async (req) => { const base44 = createClientFromRequest(req); await base44.asServiceRole.entities.Walk.delete('1'); return Response.json({}); });",
        ),
    ]);
    let seen: Vec<_> = found.iter().map(|c| fields(c, &["table", "op", "client", "filters", "bounded"])).collect();
    assert_eq!(
        seen,
        [
            vec![json!("Walk"), json!("delete"), json!("service"), json!(["id"]), json!(true)],
            vec![json!("Dog"), json!("select"), json!("user"), json!(["owner", "age"]), json!(true)],
            vec![json!("Walk"), json!("select"), json!("user"), json!([]), json!(false)],
            vec![json!("Walk"), json!("update"), json!("user"), json!(["id"]), json!(true)],
        ]
    );
}
