use super::{ErrorUse, Outcome, Wait, outcome};
use crate::{
    facts::code::{Code, ExprKind},
    model::Language,
    syntax::Parsers,
};

/// What becomes of the first call of `ask` in a source text.
fn of(source: &str) -> Outcome {
    let code: Code = Parsers::new().lower(source, Language::TypeScript).code;
    let calls = code.expr_ids();
    let mut asks =
        calls.filter(|&e| matches!(code.expr(e), ExprKind::Call { callee, .. } if code.ident(callee) == Some("ask")));
    outcome(&code, asks.next().unwrap())
}

#[test]
fn destructured_and_read() {
    let found = of("async function f() { const { data, error } = await ask(); if (error) throw error; return data; }");
    assert_eq!((found.wait, found.error), (Wait::Awaited, ErrorUse::Read));
}

#[test]
fn dropped_discarded_and_never_sent() {
    assert_eq!(of("async () => { const { data } = await ask(); }").error, ErrorUse::Dropped);
    assert_eq!(of("async () => { await ask(); }").error, ErrorUse::Discarded);
    assert_eq!(of("() => { ask(); }").wait, Wait::Dropped);
    assert_eq!(of("() => { void ask(); }").wait, Wait::Void);
    assert_eq!(of("() => { const q = ask(); return q ? 1 : 0; }").wait, Wait::Dropped);
}

#[test]
fn a_builder_kept_in_a_variable_is_followed_to_its_await() {
    let source =
        "async () => { let q = ask(); q = c ? q.eq(1) : q.eq(2); const { error } = await q; if (error) throw error; }";
    let found = of(source);
    assert_eq!((found.wait, found.error), (Wait::Awaited, ErrorUse::Read));
}

#[test]
fn elements_of_promise_all_are_told_apart() {
    let source = "async () => { const [a, b] = await Promise.all([ask(), other()]); if (b.error) throw b.error; return a.data; }";
    assert_eq!(of(source).error, ErrorUse::Dropped);
    let mapped =
        "async () => { const all = await Promise.all(xs.map((x) => ask(x))); const bad = all.find((r) => r.error); }";
    assert_eq!(of(mapped).error, ErrorUse::Read);
}

#[test]
fn a_list_of_promises_whose_results_nobody_takes() {
    let left = "async () => { const all = []; all.push(ask()); await Promise.all(all); }";
    assert_eq!((of(left).wait, of(left).error), (Wait::Awaited, ErrorUse::Discarded));
    let taken = "async () => { const all = []; all.push(ask()); const done = await Promise.all(all); return done; }";
    assert_eq!(of(taken).error, ErrorUse::Escapes);
}

#[test]
fn what_is_returned_is_the_callers() {
    let found = of("function f() { return ask(); }");
    assert_eq!((found.wait, found.error), (Wait::Returned, ErrorUse::Escapes));
}

#[test]
fn what_only_the_console_shows() {
    let is_printed = |source: &str| {
        let code: Code = Parsers::new().lower(source, Language::TypeScript).code;
        of(source).is_only_printed(&code)
    };
    assert!(is_printed(
        "async function f() { const { data, error } = await ask(); console.log('x', data?.id, error); }"
    ));
    assert!(!is_printed(
        "async function f() { const { data, error } = await ask(); console.log(error); return data; }"
    ));
    assert!(!is_printed("async function f() { const { data } = await ask(); data.map((d) => console.log(d)); }"));
    assert!(!is_printed("async function f() { await ask(); }"));
}
