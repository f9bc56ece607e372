//! What `inspect routes` says of the input of small handlers, and of what they pay for.

use std::fs;

use plimsoll::report::inspect::routes::routes;
use serde_json::Value as Json;

/// The only route of a Next.js handler with this body.
fn route(body: &str) -> Json {
    project(&[("app/api/x/route.ts", &format!("export async function POST(request: Request) {{ {body} }}"))])
}

fn project(sources: &[(&str, &str)]) -> Json {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let manifest =
        "{ \"name\": \"kiosk\", \"dependencies\": { \"next\": \"15.5.2\", \"zod\": \"3\", \"@trpc/server\": \"11\" } }";
    write("package.json", manifest);
    sources.iter().for_each(|(path, text)| write(path, text));
    let project = crate::support::load(folder.path());
    let Json::Array(list) = routes(&project) else { return Json::Null };
    assert_eq!(list.len(), 1, "{list:#?}");
    list[0].clone()
}

fn validated(body: &str) -> Json {
    route(body)["validated"].clone()
}

#[test]
fn a_test_of_one_part_leaves_the_whole_open() {
    let used_whole = "const { mapping } = await request.json();
        if (typeof mapping !== 'object' || typeof mapping.name !== 'number') return new Response('no', { status: 400 });
        await store(mapping); return new Response('ok');";
    assert_eq!(validated(used_whole), false);
    let part_alone = "const { mapping } = await request.json();
        if (typeof mapping.name !== 'number') return new Response('no', { status: 400 });
        await store(mapping.name); return new Response('ok');";
    assert_eq!(validated(part_alone), true);
}

#[test]
fn being_a_list_says_nothing_of_what_is_in_it() {
    let any = "const { tasks } = await request.json();
        if (!Array.isArray(tasks)) return new Response('no', { status: 400 });
        await store(tasks); return new Response('ok');";
    assert_eq!(validated(any), false);
    let each = "const { tasks } = await request.json();
        if (!Array.isArray(tasks) || !tasks.every((t) => typeof t === 'string')) return new Response('no', { status: 400 });
        await store(tasks); return new Response('ok');";
    assert_eq!(validated(each), true);
}

#[test]
fn a_default_for_what_is_no_number_is_no_bound() {
    let body = "const { year } = await request.json(); const n = parseInt(year);
        const wanted = Number.isNaN(n) ? 2025 : n;
        await store(wanted); return new Response('ok');";
    assert_eq!(validated(body), false);
}

#[test]
fn fields_picked_by_a_computed_name_are_used_as_they_come() {
    let body = "const body = await request.json(); const updates: Record<string, unknown> = {};
        for (const field of ['name', 'notes']) if (body[field] !== undefined) updates[field] = body[field];
        await store(updates); return new Response('ok');";
    assert_eq!(validated(body), false);
}

#[test]
fn a_key_of_the_callers_own_is_input() {
    let body = "const { apiKey } = await request.json();
        if (typeof apiKey !== 'string') return new Response('no', { status: 400 });
        await store(apiKey); return new Response('ok');";
    assert_eq!(validated(body), true);
}

#[test]
fn a_helper_may_hold_parts_put_together_against_a_schema() {
    let body = "const body = await request.json();
        const { name } = hold(schema, { ...body, at: 1 }); await store(name); return new Response('ok');
        } import { z } from 'zod'; const schema = z.object({ name: z.string() });
        function hold(s: any, data: unknown) { const r = s.safeParse(data); if (!r.success) throw new Error('no'); return r.data;";
    assert_eq!(validated(body), true);
}

#[test]
fn the_schema_of_a_procedure_counts() {
    let router = |input: &str| {
        format!(
            "import {{ initTRPC }} from '@trpc/server'; import {{ z }} from 'zod'; const t = initTRPC.create();
             export const router = t.router({{ save: t.procedure.input({input}).mutation(({{ input }}) => store(input.name)) }});"
        )
    };
    let validated = |input: &str| project(&[("src/router.ts", &router(input))])["validated"].clone();
    assert_eq!(validated("z.object({ name: z.string() })"), true);
    assert_eq!(validated("z.object({ id: z.string() })"), "n/a");
}

#[test]
fn a_backend_of_models_is_paid_for() {
    let found =
        route("return fetch(`${process.env.BACKEND_URL}/api/ai/run`, { method: 'POST', body: await request.text() });");
    assert_eq!(found["paid_apis"], serde_json::json!(["ai-backend"]));
    let other =
        route("return fetch(`${process.env.BACKEND_URL}/api/orders`, { method: 'POST', body: await request.text() });");
    assert_eq!(other["paid_apis"], serde_json::json!([]));
}
