use crate::{
    facts::code::{Code, ExprId, ExprKind, Origin, PatKind, StmtKind},
    model::{
        File, FileKind, Language,
        configs::Configs,
        modules::Modules,
        values::{Known, Root, Value, Values},
    },
    source::span::FileId,
    syntax::Parsers,
};

/// A project of these files, in path order.
fn project(sources: &[(&str, &str)]) -> (Vec<File>, Modules) {
    let mut parsers = Parsers::new();
    let files: Vec<File> = sources
        .iter()
        .map(|(path, source)| {
            let mut file = File::new(*path, FileKind::Code(Language::TypeScript));
            file.code = Some(parsers.lower(source, Language::TypeScript).code);
            file
        })
        .collect();
    let modules = Modules::build(&files, &Configs::default());
    (files, modules)
}

/// The initial value of the variable `x` of a file.
fn init_of_x(code: &Code) -> ExprId {
    let bindings = code.bindings.iter().filter(|b| code.str(b.name) == "x");
    let inits = bindings.filter_map(|b| match b.origin {
        Origin::Var(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { init, pattern, .. } if matches!(code.pattern(pattern).kind, PatKind::Name(_)) => init,
            _ => None,
        },
        _ => None,
    });
    inits.reduce(|_, last| last).unwrap()
}

/// The values of `x` in the last of these files.
fn values_of_x(sources: &[(&str, &str)]) -> Vec<Value> {
    let (files, modules) = project(sources);
    let last = FileId(u32::try_from(files.len() - 1).unwrap());
    let known = Known::nothing(files.len());
    let values = Values::new(&files, &modules, &known);
    let init = init_of_x(files.last().unwrap().code.as_ref().unwrap());
    values.of(last, init).to_vec()
}

fn texts(source: &str) -> Vec<String> {
    let values = values_of_x(&[("a.ts", source)]);
    values.into_iter().map(|v| if let Value::Text(t) = v { t.with_holes("{}") } else { format!("{v:?}") }).collect()
}

/// `root path` of the only symbol that `x` is.
fn symbol(source: &str) -> String {
    match values_of_x(&[("a.ts", source)]).as_slice() {
        [Value::Symbol(s)] => match &s.root {
            Root::Package(p) => format!("{p} {}", s.path),
            Root::Global(g) => format!("{g} {}", s.path),
            Root::Param(_, _, i) => format!("param {i} {}", s.path),
            other => format!("{other:?} {}", s.path),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn texts_are_joined_and_choices_kept() {
    assert_eq!(texts("const t = 'a'; const x = `${t}/${y()}/b`;"), ["a/{}/b"]);
    assert_eq!(texts("const x = c ? 'one' : 'two';"), ["one", "two"]);
    assert_eq!(texts("const names = { orders: 'orders_v2' }; const x = names.orders;"), ["orders_v2"]);
    assert_eq!(texts("const x = 'a' + 1;"), ["a1"]);
}

#[test]
fn the_environment_is_named_through_helpers_and_defaults() {
    let helper =
        "function need(name) { const v = process.env[name]; if (!v) throw 1; return v; } const x = need('API_KEY');";
    assert_eq!(values_of_x(&[("a.ts", helper)]), [Value::Env("API_KEY".into())]);
    let deno = "const x = Deno.env.get('URL') ?? '';";
    assert!(values_of_x(&[("a.ts", deno)]).contains(&Value::Env("URL".into())));
}

#[test]
fn constants_are_imported_through_barrels() {
    let sources = [
        ("lib/index.ts", "export * from './tables';"),
        ("lib/tables.ts", "export const ORDERS = 'orders';"),
        ("main.ts", "import { ORDERS as T } from './lib'; const x = T;"),
    ];
    let values = values_of_x(&sources);
    assert!(matches!(values.as_slice(), [Value::Text(t)] if t.as_exact() == Some("orders")));
}

#[test]
fn what_cannot_be_evaluated_keeps_its_origin() {
    assert_eq!(
        symbol("const f = async (req: Request) => { const x = (await req.clone().json()).id; };"),
        symbol("const f = async (req: Request) => { const x = (await req.json()).id; };"),
    );
    let user = "import { createClient } from 'npm:@supabase/supabase-js@2';
        const db = createClient(a, b);
        async function f() { const { data: { user } } = await db.auth.getUser(); const x = user.id; }";
    assert_eq!(symbol(user), "@supabase/supabase-js .createClient().auth.getUser().data.user.id");
    assert_eq!(
        symbol("async function f(req) { const { amount } = await req.json(); const x = amount; }"),
        "param 0 .json().amount"
    );
    assert_eq!(symbol("const log = console; const x = log.error;"), "console .error");
}

#[test]
fn parameters_become_the_callers_arguments() {
    let source = "function pick(r) { return r.headers; } function f(a, req) { const x = pick(req); }";
    assert_eq!(symbol(source), "param 1 .headers");
}

#[test]
fn members_of_classes_are_found() {
    let source =
        "class Repo { table = 'orders'; name() { return this.table; } } const r = new Repo(); const x = r.name();";
    assert_eq!(texts(source), ["orders"]);
}

#[test]
fn cycles_end() {
    let (files, modules) = project(&[("a.ts", "let a = b; let b = a; const x = a;")]);
    let code = files[0].code.as_ref().unwrap();
    let known = Known::nothing(files.len());
    assert!(!Values::new(&files, &modules, &known).of(FileId(0), init_of_x(code)).is_empty());
    assert!(matches!(code.expr(init_of_x(code)), ExprKind::Ident { .. }));
}

#[test]
fn lists_that_are_written_out_give_their_elements() {
    let texts = |source: &str| {
        let mut found: Vec<String> = Vec::new();
        for value in values_of_x(&[("main.ts", source)]) {
            match value {
                Value::Text(text) => found.extend(text.as_exact().map(str::to_owned)),
                _ => return Vec::new(),
            }
        }
        found
    };
    let both = vec!["gulls".to_owned(), "terns".to_owned()];
    let kinds = "const KINDS = [{ table: 'gulls', n: 1 }, { table: 'terns', n: 2 }]; const LIST = ['gulls', 'terns'];
        const BY = { a: { table: 'gulls' }, b: { table: 'terns' } };";
    for used in [
        "KINDS.map((kind) => { const x = kind.table; });",
        "KINDS.forEach(({ table }) => { const x = table; });",
        "LIST.filter(Boolean).forEach(async (name) => { const x = name; });",
        "const f = (kind) => { const x = BY[kind].table; };",
        "const f = (n) => { const x = KINDS.find((kind) => kind.n === n).table; };",
    ] {
        assert_eq!(texts(&format!("{kinds} {used}")), both, "{used}");
    }
    for unknown in [
        "const f = (rows) => { rows.map((row) => { const x = row.table; }); };",
        "KINDS.map((kind, at) => { const x = at; });",
        "const f = (kind, more) => { const x = ({ ...more, a: 'gulls' })[kind]; };",
    ] {
        assert_eq!(texts(&format!("{kinds} {unknown}")), Vec::<String>::new(), "{unknown}");
    }
}

#[test]
fn hooks_hand_out_what_they_were_given() {
    let source = "import { useMemo, useRef } from 'react'; import { createClient } from '@supabase/supabase-js';
        const make = () => createClient(a, b);";
    let client = "@supabase/supabase-js .createClient()";
    assert_eq!(symbol(&format!("{source} const useDb = () => useMemo(() => make(), []); const x = useDb();")), client);
    assert_eq!(symbol(&format!("{source} const held = useRef(make()); const x = held.current;")), client);
    assert_eq!(
        symbol(&format!("{source} const held = useRef(null); const x = held.current;")),
        "react .useRef().current"
    );
}

#[test]
fn callbacks_know_what_they_are_handed() {
    let helpers = "import { createClient } from 'npm:@supabase/supabase-js@2';
        function served(work) { Deno.serve(async (req) => work({ db: createClient(a, b), sent: await req.json() })); }
        function named(work) { served(async (given) => { const all = { ...given, name: 'gull' }; return work(all); }); }";
    let client = "@supabase/supabase-js .createClient()";
    for used in [
        "served(async ({ db }) => { const x = db; });",
        "served(async (given) => { const x = given.db; });",
        "named(async ({ db, name }) => { const x = db; });",
    ] {
        assert_eq!(symbol(&format!("{helpers} {used}")), client, "{used}");
    }
    assert_eq!(symbol(&format!("{helpers} named(({{ sent }}) => {{ const x = sent.id; }});")), "param 0 .json().id");
    assert_eq!(texts(&format!("{helpers} named(({{ name }}) => {{ const x = name; }});")), ["gull"]);
    let other = "function run(work) { work(one()); } run(({ sent }) => { const x = sent.id; });";
    assert_eq!(symbol(other), "param 0 .sent.id");
}
