//! Lowering by example, and what must never happen on any input.

use super::{Lowered, Parsers, parse_and_lower};
use crate::{
    facts::code::{Code, Exported, ImportForm, Imported, Node},
    model::Language,
    source::gap::GapKind,
};

fn lower(text: &str) -> Code {
    let Lowered { code, problems, .. } = parse_and_lower(text, Language::Tsx);
    assert_eq!(problems, [], "{text}");
    code
}

fn dump(text: &str) -> String {
    lower(text).dump()
}

#[test]
fn nodes_are_small() {
    // Millions of these are held at once; a wider variant costs every one of them.
    assert_eq!(size_of::<crate::facts::code::Expr>(), 24);
    assert_eq!(size_of::<Node>(), 8);
}

#[test]
fn wrappers_are_unwrapped() {
    assert_eq!(dump("f((a as B)!, x satisfies Y);"), "f(a, x);");
    let code = parse_and_lower("f(<T>x);", Language::TypeScript).code;
    assert_eq!(code.dump(), "f(x);");
}

#[test]
fn expressions() {
    assert_eq!(dump("a?.b[c]?.(d, ...e);"), "a?.b[c](d, ...e);");
    assert_eq!(dump("x = y ?? z ** -2; w ||= !v;"), "(x = (y Coalesce (z Power Minus(2)))); (w Or= Not(v));");
    assert_eq!(dump("`a${b}c\\n`; `plain`; sql`x${y}`;"), r#"`"a", b, "c\n"`; "plain"; sql`"x", y`;"#);
    assert_eq!(
        dump("({ a, 'b-c': 1, [d]: 2, ...e, f() {}, get g() { return 1 } });"),
        "{a: a, b-c: 1, [d]: 2, ...e, f: method f() {}, g: get g() {return 1;}};"
    );
    assert_eq!(dump("[a, , b]; [,];"), "[a, <unknown>, b]; [<unknown>];");
    assert_eq!(
        dump("new Foo; new a.B(1); import.meta.env.X; typeof x === 'y';"),
        r#"new Foo(); new a.B(1); import.meta.env.X; (Typeof(x) Equal "y");"#
    );
    assert_eq!(
        dump("a ? b : (c, d); i++; delete o.p; /x+/g.test(s);"),
        "(a ? b : (c, d)); i++; Delete(o.p); /x+/g.test(s);"
    );
}

#[test]
fn type_arguments_bind_no_tighter_than_calls() {
    assert_eq!(dump("x = await a.b<T>(c);"), "(x = await a.b(c));");
    assert_eq!(dump("await a.b<T>(await c.d<U>(e)).f(g)[h].i;"), "await a.b(await c.d(e)).f(g)[h].i;");
    assert_eq!(
        dump("(await a.b<T>(c)).d; !a.b<T>(c); f(typeof a<T>(b), e);"),
        "await a.b(c).d; Not(a.b(c)); f(Typeof(a(b)), e);"
    );
    assert_eq!(dump("({ n: sql<number>`x${y}` });"), "{n: sql`\"x\", y`};");
    let code = parse_and_lower("sql<{ a: b }>`z`.run();", Language::TypeScript).code;
    assert_eq!(code.dump(), "sql`\"z\"`.run();");
}

#[test]
fn statements() {
    assert_eq!(dump("for (let i = 0; i < n; i++) f(i);"), "{let i#0 = 0; For (i#0 Less n) {f(i#0); i#0++;}}");
    assert_eq!(dump("for (;;) { break }"), "For {break;}");
    assert_eq!(dump("for await (const x of y) z(x);"), "ForAwaitOf x#0 y {z(x#0);}");
    assert_eq!(dump("for (k in o) continue;"), "ForIn k o {continue;}");
    assert_eq!(dump("do { a() } while (b); while (c) d();"), "DoWhile b {a();} While c {d();}");
    assert_eq!(dump("if (a) b(); else if (c) d(); else { e() }"), "if a {b();} else {if c {d();} else {e();}}");
    assert_eq!(dump("try { a() } catch { /* why */ } finally { b() }"), "try {a();} catch {//} finally {b();}");
    assert_eq!(dump("switch (a) { case 1: b(); break; default: c() }"), "switch a {case 1: b(); break; case: c();}");
    assert_eq!(dump("l: for (const x of y) { throw new E(x) }"), "ForOf x#0 y {throw new E(x#0);}");
    assert_eq!(dump("enum R { A = 'a', B }"), r#"const R#0 = {A: "a", B: <unknown>};"#);
    assert_eq!(
        dump("namespace N { export const a = 1 } interface I {} type T = I; declare const x: 1;"),
        "namespace N {const a#1 = 1;}"
    );
}

#[test]
fn functions_are_named_after_what_they_are_assigned_to() {
    assert_eq!(
        dump("const f = async () => 1; const g = (function h() { h() });"),
        "const f#0 = async arrow f() {return 1;}; const g#1 = function h() {h#2();};"
    );
    assert_eq!(
        dump("a.b = function* () { yield 1 }; const o = { p: () => {} };"),
        "(a.b = function* b() {yield 1;}); const o#0 = {p: arrow p() {}};"
    );
    assert_eq!(
        dump("function f(a: string): void; function f(a: any, { b = 1, ...c }: P, [d]: number[], e?: Req<X>) {}"),
        "function f(a#1, {b: b#2 = 1, ...c#3}: P, [d#4], e#5: Req) {}"
    );
}

#[test]
fn classes() {
    let text = "@Controller('x') class A extends B { static s = 1; #p = () => this.#p; constructor(private db: Db) { super() } @Get() async *m() {} static { f() } abstract q(): void }";
    assert_eq!(
        dump(text),
        r#"@Controller("x") class A extends B {static s = 1; #p = arrow #p() {return this.#p;}; constructor constructor(db#1: Db) {super();}; @Get() async method* m() {}; static static() {f();};}"#
    );
}

#[test]
fn jsx() {
    assert_eq!(
        dump("<a.B className='p-4' style={s(x)} on={() => f()} {...p} c>text {d} <br/>{/* no */}</a.B>;"),
        "<a.B style: s(x), on: arrow() {return f();}, ...p, c: true>[d, <br >[]];"
    );
    assert_eq!(
        dump("import { Route } from 'r'; const x = <><Route path='/' /></>;"),
        r#"const x#1 = < >[<Route#0 path: "/">[]];"#
    );
}

#[test]
fn names_are_resolved() {
    assert_eq!(dump("const a = 1; { const a = 2; f(a) } f(a);"), "const a#0 = 1; {const a#1 = 2; f(a#1);} f(a#0);");
    assert_eq!(dump("g(); function g() { v; if (x) { var v = 1 } }"), "g#0(); function g() {v#1; if x {let v#1 = 1;}}");
    assert_eq!(dump("const e = 1; try {} catch (e) { e } e;"), "const e#0 = 1; try {} catch e#1 {e#1;} e#0;");
    assert_eq!(dump("type User = {}; const User = 1; User;"), "const User#1 = 1; User#1;");
    assert_eq!(dump("let a; ({ a, b: c.d } = x); [a] = y;"), "let a#0; ({a: a#0, b: c.d} = x); ([a#0] = y);");
    assert_eq!(dump("const f = (a, b = a) => a + b;"), "const f#0 = arrow f(a#1, b#2 = a#1) {return (a#1 Add b#2);};");
}

#[test]
fn references_are_listed_in_source_order() {
    let code = lower("let q = a(); q = q.eq(1); function f() { return q }");
    let q = code.bindings.iter().position(|b| code.str(b.name) == "q").unwrap();
    let refs = code.references(crate::facts::code::BindingId(u32::try_from(q).unwrap()));
    let starts: Vec<u32> = refs.iter().map(|&r| code.range(r).start).collect();
    assert_eq!(starts, [13, 17, 48]);
}

fn imports(code: &Code) -> Vec<String> {
    let names = |import: &crate::facts::code::Import| {
        let name = |n: &crate::facts::code::ImportName| {
            let imported = match n.imported {
                Imported::Default => "default",
                Imported::Namespace => "*",
                Imported::Named(s) => code.str(s),
            };
            let local = n.local.map_or("", |b| code.str(code.binding(b).name));
            format!("{imported}>{local}{}", n.exported.map_or("", |e| code.str(e)))
        };
        import.names.iter().map(name).collect::<Vec<_>>().join(",")
    };
    let line = |i: &crate::facts::code::Import| {
        let source = i.source.map_or("?", |s| code.str(s));
        format!("{:?} {source} {}{}", i.form, names(i), if i.type_only { " type" } else { "" })
    };
    code.imports.iter().map(line).collect()
}

#[test]
fn imports_in_all_forms() {
    let code = lower(
        "import 'side'; import d, { a as b, default as c } from 'm'; import * as ns from 'n'; import type { T } from 't';
         export { x as y, default } from 'r'; export * from 's'; export * as u from 'v';
         const { p, q: r } = require('w'); const lazyPage = lazy(() => import('./Page')); const m = await import('k');
         import(name); import eq = require('old');",
    );
    assert_eq!(
        imports(&code),
        [
            "Static side ",
            "Static m default>d,a>b,default>c",
            "Static n *>ns",
            "Static t T>T type",
            "ReExport r x>y,default>default",
            "ReExport s *>",
            "ReExport v *>u",
            "Require w p>p,q>r",
            "Dynamic ./Page ",
            "Dynamic k *>m",
            "Dynamic ? ",
            "Static old *>eq",
        ]
    );
    assert!(
        code.imports.iter().all(|i| (i.call.is_some()) == matches!(i.form, ImportForm::Dynamic | ImportForm::Require))
    );
}

fn exports(text: &str) -> Vec<String> {
    let code = lower(text);
    let what = |e: Exported| match e {
        Exported::Binding(b) => code.str(code.binding(b).name).to_owned(),
        Exported::Expr(_) => "expr".to_owned(),
    };
    code.exports.iter().map(|e| format!("{}={}", code.str(e.name), what(e.value))).collect()
}

#[test]
fn exports_in_all_forms() {
    assert_eq!(exports("export { a as b, c }; const a = 1; function c() {}"), ["b=a", "c=c"]);
    assert_eq!(exports("export const { a, b: [c] } = x, d = () => { const hidden = 1 };"), ["a=a", "c=c", "d=d"]);
    assert_eq!(
        exports("export default async function f(p) {} export class C {} export interface I {} export enum E {}"),
        ["default=f", "C=C", "I=I", "E=E"]
    );
    assert_eq!(exports("export default function (p) {}"), ["default=expr"]);
    assert_eq!(exports("export default { fetch() {} }"), ["default=expr"]);
    assert_eq!(exports("const app = 1; export default app;"), ["default=app"]);
    assert_eq!(
        exports("module.exports = { a, b: 1 }; exports.c = 2; module.exports.d = 3;"),
        ["default=expr", "a=expr", "b=expr", "c=expr", "d=expr"]
    );
    assert_eq!(exports("const x = 1; export = x;"), ["default=x"]);
}

#[test]
fn directives_and_marks() {
    let code = lower("'use client'\n// plimsoll-ignore api/x: why\nfunction f() { 'use server'; }");
    assert_eq!(code.directives.iter().map(|&d| code.str(d)).collect::<Vec<_>>(), ["use client"]);
    assert!(code.functions[1].use_server);
    assert_eq!(code.marks.iter().map(|m| code.str(m.text)).collect::<Vec<_>>(), ["plimsoll-ignore api/x: why"]);
}

#[test]
fn every_node_has_its_parent() {
    let code = lower("class A { m(x = d()) { return <B c={e}>{f => g}</B> } } for (const [h = i] of j) k({ l });");
    for (id, _) in (0u32..).zip(&code.exprs) {
        let id = crate::facts::code::ExprId(id);
        let parent = code.parent(id);
        let mut found = false;
        code.children(parent, &mut |child| found |= child == Node::Expr(id));
        assert!(found && parent != Node::Module, "{id:?}");
    }
    assert_eq!(code.descendants(Node::Module).filter(|n| matches!(n, Node::Expr(_))).count(), code.exprs.len());
}

#[test]
fn bare_ampersands_in_text_are_repaired() {
    let code = lower("const x = <p>Terms & Conditions, R&D {a && b} &amp; <b>Q & A</b></p>;");
    assert_eq!(code.unparsed, []);
    assert_eq!(code.dump(), "const x#0 = <p >[(a And b), <b >[]];");
}

#[test]
fn a_member_of_a_type_may_begin_with_in() {
    let code =
        lower("type Row = {\n  id: string\n  in_stock: boolean | null\n  index?: number\n}\nconst a = `x\n  in_b`;");
    assert_eq!(code.unparsed, []);
    assert_eq!(code.dump(), "const a#1 = \"x\\n  in_b\";");
}

#[test]
fn a_prompt_before_generated_types_is_skipped() {
    let code = lower(
        "\u{feff}Need to install the following packages:\nsupabase@2.63.1\nOk to proceed? (y) \nexport const a = 1;",
    );
    assert_eq!(code.unparsed, []);
    assert_eq!(code.dump(), "const a#0 = 1;");
}

#[test]
fn types_that_the_grammar_does_not_know_leave_nothing_unknown() {
    let code = lower("interface A { errors?: import('zod').ZodError['errors'] }\nconst a = f<A>(b);");
    assert_eq!(code.dump(), "const a#1 = f(b);");
    assert_eq!(code.unparsed, []);
}

#[test]
fn what_does_not_parse_is_unknown() {
    let Lowered { code, problems, .. } = parse_and_lower("const a = 1;\nconst b = = {;\nf(a);", Language::TypeScript);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, GapKind::UnparsedFile);
    assert!(!code.unparsed.is_empty());
    assert!(code.dump().starts_with("const a#0 = 1;"), "{}", code.dump());
}

#[test]
fn deep_nesting_becomes_unknown() {
    std::thread::Builder::new()
        .stack_size(16 << 20)
        .spawn(|| {
            for (open, close) in [
                ("(", ")"),
                ("[", "]"),
                ("{", "}"),
                ("f(", ")"),
                ("<a>", "</a>"),
                ("if(a)", "b"),
                ("a+", "b"),
                ("!", "a"),
                ("()=>", "a"),
                ("x={a:", "}"),
            ] {
                let text = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
                let Lowered { problems, code, .. } = parse_and_lower(&text, Language::Tsx);
                assert!(!problems.is_empty(), "{open}");
                let _ = code.descendants(Node::Module).count();
            }
        })
        .unwrap()
        .join()
        .unwrap();
}

const SAMPLE: &str = "'use client';\nimport a, { b as c } from './x';\nexport const f = async ({ d, ...e }: P = {}) => {\n  try { await c.from(`t${d}`).eq('\\u0041', e?.g ?? 1); } catch (err) { /* & */ }\n  for (const [k, v] of h) switch (k) { case 1: return <A b={v}>x & y</A>; }\n};\nclass Q extends a<T> { @D() m = 1 }\r\nexport default f;\n";

#[test]
fn truncated_sources_do_not_panic() {
    let mut parsers = Parsers::new();
    for end in 0..SAMPLE.len() {
        for language in [Language::TypeScript, Language::Tsx, Language::JavaScript] {
            let code = parsers.lower(&SAMPLE[..end], language).code;
            assert!(!code.functions.is_empty());
            assert!(code.descendants(Node::Module).count() > 0);
        }
    }
}

#[test]
fn byte_order_marks_and_line_ends_change_nothing() {
    let text = SAMPLE.replace("\r\n", "\n");
    let plain = lower(&text).dump();
    assert_eq!(lower(&format!("\u{feff}{text}")).dump(), plain);
    assert_eq!(lower(&text.replace('\n', "\r\n")).dump(), plain);
}

#[test]
fn a_long_line_is_read() {
    let text = format!("const x = [{}];", "f({a:1}),".repeat(110_000));
    assert!(lower(&text).exprs.len() > 300_000);
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,300}") {
        let _ = parse_and_lower(&text, Language::Tsx);
    }

    #[test]
    fn no_soup_of_tokens_panics(tokens in proptest::collection::vec(0..TOKENS.len(), 0..80)) {
        let text: Vec<&str> = tokens.into_iter().map(|t| TOKENS[t]).collect();
        for language in [Language::Tsx, Language::JavaScript, Language::TypeScript] {
            let code = parse_and_lower(&text.join(" "), language).code;
            let _ = code.descendants(Node::Module).count();
        }
    }
}

const TOKENS: [&str; 44] = [
    "(", ")", "{", "}", "[", "]", "<", ">", "/", ";", ",", ".", "?.", "=>", "=", "==", "&", "&&", "...", "`", "${",
    "'a'", "a", "b", "1", "const", "let", "var", "function", "async", "await", "class", "extends", "import", "from",
    "export", "default", "if", "else", "for", "of", "try", "catch", "return",
];
