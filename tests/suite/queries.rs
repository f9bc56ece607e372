//! What `inspect queries` says of small projects: shapes of calls, and the indexes that serve them.

use std::fs;

use plimsoll::report::inspect::queries::queries;
use serde_json::Value as Json;

const HEAD: &str = "import { createClient } from '@supabase/supabase-js';\n\
    const db = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);\n";

/// A project of one module over a schema.
fn project(sql: &str, code: &str) -> plimsoll::model::Project {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("package.json", "{ \"name\": \"kiosk\", \"dependencies\": { \"@supabase/supabase-js\": \"2\" } }");
    write("index.html", "<script type=\"module\" src=\"/src/main.ts\"></script>");
    write("src/main.ts", &format!("{HEAD}{code}"));
    write("supabase/migrations/20250101000000_all.sql", sql);
    crate::support::load(folder.path())
}

/// The calls of a module over a schema.
fn calls(sql: &str, code: &str) -> Vec<Json> {
    let project = project(sql, code);
    let Json::Array(list) = serde_json::to_value(queries(&project)).unwrap() else { return Vec::new() };
    list
}

fn one(sql: &str, code: &str) -> Json {
    let calls = calls(sql, code);
    assert_eq!(calls.len(), 1, "{calls:#?}");
    calls[0].clone()
}

const ORDERS: &str = "create table public.orders (id uuid primary key, user_id uuid, status text, note text, tags text[], \
    done boolean, meta jsonb, created_at timestamptz default now(), slug text unique);";

/// What is said of the filter of `db.from('orders').select('id')` and the rest of the chain, with these indexes.
fn filter(indexes: &str, rest: &str) -> String {
    let found = one(
        &format!("{ORDERS}{indexes}"),
        &format!("export const x = async () => (await db.from('orders').select('id'){rest}).error;"),
    );
    found["index"].as_str().unwrap().to_owned()
}

fn sort(indexes: &str, rest: &str) -> String {
    let found = one(
        &format!("{ORDERS}{indexes}"),
        &format!("export const x = async () => (await db.from('orders').select('id'){rest}).error;"),
    );
    found["sort_index"].as_str().unwrap().to_owned()
}

#[test]
fn chains_are_read_whole() {
    let call = one(
        ORDERS,
        "export async function f(q: string, late: boolean) {
           let query = db.from('orders').select('id, status').eq('user_id', q);
           if (late) query = query.lt('created_at', q);
           const { data, error } = await query.order('created_at', { ascending: false }).limit(5);
           if (error) throw error;
           return data;
         }",
    );
    assert_eq!(call["table"], "orders");
    assert_eq!(call["op"], "select");
    assert_eq!(call["filters"], serde_json::json!(["user_id", "created_at"]));
    assert_eq!(call["order"], serde_json::json!(["created_at"]));
    assert_eq!(call["columns"], serde_json::json!(["id", "status"]));
    assert_eq!((call["bounded"].as_bool(), call["error_checked"].as_bool()), (Some(true), Some(true)));
    assert_eq!((call["side"].as_str(), call["client"].as_str()), (Some("client"), Some("user")));
}

#[test]
fn writes_name_their_columns() {
    let call = one(
        ORDERS,
        "export const f = (rows: string[]) => db.from('orders').insert(rows.map((r) => ({ note: r, status: 'open' })));",
    );
    assert_eq!((call["op"].as_str(), call["columns"].clone()), (Some("insert"), serde_json::json!(["note", "status"])));
    let columns = |later: &str| {
        let change =
            "export async function f(id: string, late: boolean, key: string) { const change: any = { note: 'a' };";
        one(ORDERS, &format!("{change} {later} return (await db.from('orders').update(change).eq('id', id)).error; }}"))
            ["columns"]
            .clone()
    };
    assert_eq!(columns("if (late) change.done = true;"), serde_json::json!(["note", "done"]));
    assert_eq!(columns("change[key] = 1;"), Json::Null);
}

#[test]
fn what_is_added_to_an_object_is_written_too() {
    let columns = |body: &str| {
        let code = format!("export async function f(q: string, late: boolean) {{ {body} }}");
        one(ORDERS, &code)["columns"].clone()
    };
    let late =
        "const row: any = { note: q }; if (late) row.status = q; await db.from('orders').update(row).eq('id', q);";
    assert_eq!(columns(late), serde_json::json!(["note", "status"]));
    let behind = "const row: any = { note: q }; await db.from('orders').insert(row); row.id = q;";
    assert_eq!(columns(behind), serde_json::json!(["note"]));
    let spread = "const row = { note: q, ...(late ? { done: true } : {}) }; await db.from('orders').insert([row]);";
    assert_eq!(columns(spread), serde_json::json!(["note", "done"]));
    let either = "let row: any = { note: q }; if (late) row = { slug: q }; await db.from('orders').insert(row);";
    assert_eq!(columns(either), serde_json::json!(["note", "slug"]));
    let any = "const row: any = { note: q }; row[q] = 1; await db.from('orders').insert(row);";
    assert_eq!(columns(any), Json::Null);
}

#[test]
fn type_arguments_change_nothing() {
    let read = |rest: &str| {
        let code = format!(
            "export async function f(q: string) {{ const {{ error }} = await db.from('orders'){rest}; if (error) throw error; }}"
        );
        let call = one(ORDERS, &code);
        (call["filters"].clone(), call["bounded"].as_bool(), call["error_checked"].as_bool())
    };
    let told = (serde_json::json!(["slug"]), Some(true), Some(true));
    assert_eq!(read(".select<string, Order>('id').eq('slug', q)"), told);
    assert_eq!(read(".select('id').eq('slug', q).single<Order>()"), told);
}

#[test]
fn clients_behind_proxies_and_fallbacks_are_known() {
    let client = |made: &str| {
        let code = format!("{made}\nexport const f = (q: string) => own.from('orders').delete().eq('id', q);");
        one(ORDERS, &code)["client"].clone()
    };
    let proxy = "let kept: any; const own: any = new Proxy({} as any, { get(_, key, own) { kept ??= createClient('https://x.test', process.env.SUPABASE_SERVICE_ROLE_KEY!); return Reflect.get(kept, key, own); } });";
    assert_eq!(client(proxy), "service");
    let bound = "const make = () => createClient('https://x.test', process.env.SUPABASE_SERVICE_ROLE_KEY!); const own: any = new Proxy({}, { get: (_, key) => { const all = make(); const held = all[key]; return typeof held === 'function' ? held.bind(all) : held; } });";
    assert_eq!(client(bound), "service");
    let fallback =
        "const own = createClient('https://x.test', import.meta.env.VITE_SUPABASE_ANON_KEY || 'your-anon-key');";
    assert_eq!(client(fallback), "user");
}

#[test]
fn a_client_that_a_function_is_given_is_that_of_its_callers() {
    let client = |code: &str| {
        let made = "const all = createClient('https://x.test', process.env.SUPABASE_SERVICE_ROLE_KEY!);";
        calls(ORDERS, &format!("{made}\n{code}"))[0]["client"].clone()
    };
    let helper = "async function drop(own: any, id: string) { await own.from('orders').delete().eq('id', id); }";
    assert_eq!(client(&format!("{helper} export const f = () => drop(all, '1');")), "service");
    let twice = "const again = (held: any) => drop(held, '1'); export const f = () => again(all);";
    assert_eq!(client(&format!("{helper} {twice}")), "service");
    assert_eq!(client(&format!("{helper} export const f = () => [drop(all, '1'), drop(db, '2')];")), "unknown");
    let class = "class Store { own: any; constructor(own: any) { this.own = own; }
        drop(id: string) { return this.own.from('orders').delete().eq('id', id); } }
        export const f = () => new Store(all).drop('1');";
    assert_eq!(client(class), "service");
    let short = "class Store { constructor(private own: any) {}
        drop(id: string) { return this.own.from('orders').delete().eq('id', id); } }
        export const f = () => new Store(all).drop('1');";
    assert_eq!(client(short), "service");
}

#[test]
fn other_things_called_from_are_no_tables() {
    let none = calls(ORDERS, "export const f = () => [Array.from('ab'), db.storage.from('photos').list()];");
    assert!(none.is_empty(), "{none:#?}");
}

#[test]
fn loops_are_seen_through_callbacks_and_helpers() {
    let code = "async function touch(id: string) { return db.from('orders').update({ done: true }).eq('id', id); }
        export async function all(ids: string[]) { for (const id of ids) await touch(id); }
        export const once = (id: string) => db.from('orders').delete().eq('id', id);";
    let found = calls(ORDERS, code);
    assert_eq!(found.iter().map(|c| c["in_loop"].as_bool().unwrap()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn unique_keys_bound_a_read() {
    let bounded = |rest: &str| {
        one(ORDERS, &format!("export const x = async () => (await db.from('orders').select('id'){rest}).error;"))["bounded"]
            .as_bool()
            .unwrap()
    };
    assert!(bounded(".eq('slug', 'a')"));
    assert!(bounded(".single()"));
    assert!(!bounded(".eq('user_id', 'a')"));
}

#[test]
fn b_trees_serve_by_their_first_key() {
    let index = "create index i on public.orders (user_id, created_at desc);";
    assert_eq!(filter(index, ".eq('user_id', u)"), "used");
    assert_eq!(filter(index, ".eq('created_at', u)"), "missing");
    assert_eq!(filter("", ".eq('slug', 'x')"), "used");
    assert_eq!(filter(index, ""), "not-needed");
    assert_eq!(filter(index, ".neq('user_id', u)"), "missing");
    assert_eq!(filter(index, ".in('user_id', [u])"), "used");
}

#[test]
fn partial_indexes_serve_when_their_condition_is_implied() {
    let open = "create index i on public.orders (created_at) where status = 'open';";
    assert_eq!(filter(open, ".eq('status', 'open').gt('created_at', u)"), "used");
    assert_eq!(filter(open, ".eq('status', 'done').gt('created_at', u)"), "missing");
    let present = "create index i on public.orders (user_id) where user_id is not null;";
    assert_eq!(filter(present, ".eq('user_id', u)"), "used");
}

#[test]
fn patterns_and_containment_need_their_own_methods() {
    let trigram = "create extension pg_trgm; create index i on public.orders using gin (note gin_trgm_ops);";
    assert_eq!(filter(trigram, ".ilike('note', `%${u}%`)"), "used");
    assert_eq!(filter("create index i on public.orders (note);", ".ilike('note', `%${u}%`)"), "missing");
    assert_eq!(filter("create index i on public.orders using gin (tags);", ".contains('tags', [u])"), "used");
}

/// What is said of the filter and the order of `db.from('shown').select('id')` and the rest of the chain, with this view.
fn on_view(view: &str, rest: &str) -> (String, String) {
    let indexes = "create index i on public.orders (user_id, created_at desc); create index d on public.orders (slug) where done;";
    let lines = "create table public.lines (id uuid primary key, order_id uuid, price int);";
    let found = one(
        &format!("{ORDERS}{lines}{indexes} create view public.shown as {view};"),
        &format!("export const x = async () => (await db.from('shown').select('id'){rest}).error;"),
    );
    let word = |key: &str| found[key].as_str().unwrap().to_owned();
    (word("index"), word("sort_index"))
}

#[test]
fn views_are_served_by_the_tables_behind() {
    let said = |view: &str, rest: &str| {
        let (filter, sort) = on_view(view, rest);
        format!("{filter} {sort}")
    };
    let plain = "select id, user_id as owner, created_at, upper(note) as heading from public.orders";
    assert_eq!(said(plain, ".eq('owner', u).order('created_at')"), "used used");
    assert_eq!(said(plain, ".order('heading')"), "not-needed missing");
    assert_eq!(said(plain, ".eq('heading', u)"), "missing not-needed");
    // The condition of the view proves that of a partial index.
    assert_eq!(said("select * from public.orders where done", ".eq('status', u)"), "used not-needed");
    assert_eq!(said("select * from public.orders where not done", ".eq('status', u)"), "missing not-needed");
    let joined =
        "select o.id, o.user_id, o.status, l.price from public.orders o join public.lines l on l.order_id = o.id";
    assert_eq!(said(joined, ".eq('user_id', u).order('price')"), "used missing");
    assert_eq!(said(joined, ".eq('status', u).order('user_id')"), "unknown unknown");
    let summed = "select order_id, sum(price) as total from public.lines group by order_id";
    assert_eq!(said(summed, ".order('total')"), "not-needed missing");
    assert_eq!(said("select distinct on (user_id) * from public.orders", ".order('created_at')"), "not-needed unknown");
}

#[test]
fn orders_are_served_after_what_is_fixed() {
    let index = "create index i on public.orders (user_id, created_at desc);";
    assert_eq!(sort(index, ".eq('user_id', u).order('created_at')"), "used");
    assert_eq!(sort(index, ".order('created_at')"), "missing");
    assert_eq!(sort(index, ".eq('user_id', u).order('status').order('created_at')"), "missing");
    // An index that fails to be made leaves in doubt what it would have served, and nothing else.
    let refused = "create index i on public.orders (user_id, created_at, gone);";
    assert_eq!(sort(refused, ".eq('user_id', u).order('created_at')"), "unknown");
    assert_eq!(sort(refused, ".eq('user_id', u).order('status')"), "missing");
    assert_eq!(sort(refused, ".eq('status', u).order('created_at')"), "missing");
    assert_eq!(filter(refused, ".eq('status', u).order('user_id')"), "missing");
}

#[test]
fn what_a_trigger_refuses_is_never_written() {
    let touch = "create function public.touch() returns trigger language plpgsql as $$
        begin new.seen_at := now(); return new; end $$;
        create trigger touch before update on public.orders for each row execute function public.touch();";
    let code = "export const a = () => db.from('orders').update({ note: 'a' }).eq('id', id);
        export const b = () => db.from('orders').insert({ id });";
    let fails = |sql: &str| -> Vec<bool> {
        let project = project(sql, code);
        project.queries.iter().map(|query| project.fails_anyway(query)).collect()
    };
    assert_eq!(fails(&format!("{ORDERS}{touch}")), [true, false]);
    assert_eq!(
        fails(&format!("{ORDERS}alter table public.orders add column seen_at timestamptz;{touch}")),
        [false, false]
    );
}
