use super::super::ResponseUse;
use super::Answer;
use crate::{
    facts::code::{Code, ExprKind},
    model::Language,
    syntax::Parsers,
};

/// What is done with the answer of the first call of `ask`.
fn of(source: &str) -> ResponseUse {
    let code: Code = Parsers::new().lower(source, Language::TypeScript).code;
    let mut calls = code.expr_ids();
    let call =
        calls.find(|&e| matches!(code.expr(e), ExprKind::Call { callee, .. } if code.ident(callee) == Some("ask")));
    Answer { code: &code, seen: Vec::new(), found: ResponseUse::Unknown }.of(call.unwrap())
}

fn is_blind(source: &str) -> bool {
    matches!(of(source), ResponseUse::ReadBlindly(_))
}

#[test]
fn bodies_read_without_a_look_at_the_status() {
    assert!(is_blind("async () => { const r = await ask(); const { a } = await r.json(); return use.it(a); }"));
    assert!(is_blind("async () => { const a = await ask().then((r) => r.json()); use.it(a); }"));
    assert!(is_blind("async () => { const a = await (await ask()).json(); setRows(a); }"));
    assert!(is_blind("async () => { const a = await ask().then((r) => r.json()).catch(() => null); setRows(a); }"));
    assert!(is_blind("async () => { const b = await (await ask()).json(); setPrice(parseFloat(b.price)); }"));
}

#[test]
fn a_look_at_status_or_body_is_enough() {
    assert!(!is_blind("async () => { const r = await ask(); if (!r.ok) throw 1; return r.json(); }"));
    assert!(!is_blind("async () => { const r = await ask(); const b = await r.json(); if (b.error) throw 1; }"));
    assert!(!is_blind("async () => { const r = await ask(); const b = Shape.parse(await r.json()); }"));
    assert!(!is_blind(
        "async () => { const r = await ask(); const t = await r.text(); let b; try { b = JSON.parse(t) } catch { return no() } \
         return b.status === 0 ? ok(b.tide) : no(); }"
    ));
    assert!(!is_blind("async () => { const b = await (await ask()).json(); const u = b.a?.url; if (!u) throw 1; }"));
    assert!(!is_blind(
        "async () => { const s = await ask().then((r) => r.json()).catch(() => ({ on: false })); if (!s.on) leave(); }"
    ));
    assert!(!is_blind(
        "async () => { const p = parseFloat((await (await ask()).json())?.price); if (p > 0) return p; return other(); }"
    ));
}

#[test]
fn what_nobody_keeps_is_ignored() {
    assert_eq!(of("async () => { await ask(); }"), ResponseUse::Ignored);
    let logged = "ask().then((r) => r.json()).then((d) => console.log('told', d)).catch((e) => console.error(e));";
    assert_eq!(of(&format!("() => {{ {logged} }}")), ResponseUse::Ignored);
    assert!(is_blind("() => { ask().then((r) => r.json()).then((d) => { console.log(d); setRows(d); }).catch(no); }"));
}
