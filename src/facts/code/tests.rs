//! Going up, down and along chains.

use super::{Code, Enclosure, ExprId, ExprKind, MODULE, Node};
use crate::{model::Language, syntax::parse_and_lower};

fn lower(text: &str) -> Code {
    parse_and_lower(text, Language::Tsx).code
}

/// The call of the function named `name`, by its name as an identifier or a member.
fn call(code: &Code, name: &str) -> ExprId {
    let is_call = |&id: &ExprId| match code.expr(id) {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Ident { name: n, .. } | ExprKind::Member { property: n, .. } => code.str(n) == name,
            _ => false,
        },
        _ => false,
    };
    code.expr_ids().find(is_call).unwrap()
}

fn around(text: &str) -> Vec<&'static str> {
    let code = lower(text);
    let name = |e| match e {
        Enclosure::TryBlock(_) => "try",
        Enclosure::CatchBody(_) => "catch",
        Enclosure::FinallyBody(_) => "finally",
        Enclosure::Loop(_) => "loop",
        Enclosure::Then(_) => "then",
        Enclosure::Else(_) => "else",
        Enclosure::Case(_) => "case",
        Enclosure::ConditionalThen(_) => "?",
        Enclosure::ConditionalElse(_) => ":",
        Enclosure::AfterAnd(_) => "&&",
        Enclosure::AfterOr(_) => "||",
        Enclosure::Function(_) => "function",
    };
    code.enclosures(Node::Expr(call(&code, "it"))).map(name).collect()
}

#[test]
fn a_chain_is_taken_apart() {
    let code = lower("const r = await sb.from('notes').select()[0]?.x(1, y);");
    let end = code.outermost(call(&code, "from"));
    let chain = code.chain(end);
    assert_eq!(code.ident(chain.base), Some("sb"));
    let links: Vec<(&str, Option<usize>)> =
        chain.links.iter().map(|l| (l.name.map_or("[]", |n| code.str(n)), l.args.map(super::List::len))).collect();
    assert_eq!(links, [("from", Some(1)), ("select", Some(0)), ("[]", None), ("x", Some(2))]);
    assert_eq!(chain.links.last().map(|l| l.expr), Some(end));
}

#[test]
fn a_call_of_a_call_has_a_link_without_a_name() {
    let code = lower("make(a)(b).c;");
    let chain = code.chain(code.outermost(call(&code, "make")));
    assert_eq!(code.ident(chain.base), Some("make"));
    assert_eq!(
        chain.links.iter().map(|l| (l.name.is_some(), l.args.is_some())).collect::<Vec<_>>(),
        [(false, true), (false, true), (true, false)]
    );
}

#[test]
fn what_is_around_an_expression() {
    assert_eq!(around("try { it() } catch { } "), ["try", "function"]);
    assert_eq!(around("try { } catch (e) { if (e) it() }"), ["then", "catch", "function"]);
    assert_eq!(around("try { } finally { it() }"), ["finally", "function"]);
    assert_eq!(around("for (const x of it()) { }"), ["function"]);
    assert_eq!(around("while (it()) { }"), ["loop", "function"]);
    assert_eq!(around("for (const x of y) x.map(() => it())"), ["function", "loop", "function"]);
    assert_eq!(around("if (a) { } else b && (c ? 1 : it())"), [":", "&&", "else", "function"]);
    assert_eq!(around("if (it()) { }"), ["function"]);
    assert_eq!(around("switch (a) { case 1: x ?? it() }"), ["||", "case", "function"]);
    assert_eq!(around("class A { m = { f() { it() } } }"), ["function", "function"]);
}

#[test]
fn awaiting_is_seen_through_operators() {
    let awaited = |text: &str| {
        let code = lower(text);
        code.is_awaited(call(&code, "it"))
    };
    assert!(awaited("await it().then(x);"));
    assert!(awaited("await (a ? it() : b);"));
    assert!(awaited("await (a && it());"));
    assert!(!awaited("await f(it());"));
    assert!(!awaited("it();"));
    assert!(!awaited("await (it() ? a : b);"));
}

#[test]
fn a_function_is_walked_without_those_inside_it() {
    let code = lower("a(); const f = (x = b()) => { c(); g(() => d()) }; class K { m() { e() } static s = h() }");
    let called = |nodes: super::Descendants<'_>| {
        let name = |node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, .. } => code.ident(callee),
                _ => None,
            },
            _ => None,
        };
        nodes.filter_map(name).collect::<Vec<_>>()
    };
    assert_eq!(called(code.within(MODULE)), ["a", "h"]);
    assert_eq!(called(code.within(super::FnId(1))), ["b", "c", "g"]);
    assert_eq!(called(code.descendants(Node::Module)), ["a", "b", "c", "g", "d", "e", "h"]);
}

#[test]
fn arms_are_alternatives() {
    let alternatives = |text: &str| {
        let code = lower(text);
        code.are_alternatives(call(&code, "a"), call(&code, "b"))
    };
    assert!(alternatives("if (x) { a(); } else { b(); }"));
    assert!(alternatives("if (x) a(); else if (y) { b(); }"));
    assert!(alternatives("x ? a() : b();"));
    assert!(alternatives("switch (x) { case 1: a(); break; default: b(); }"));
    assert!(!alternatives("if (x) { a(); b(); }"));
    assert!(!alternatives("if (x) { a(); } b();"));
    assert!(!alternatives("switch (x) { case 1: a(); b(); }"));
    assert!(!alternatives("if (a()) {} else { b(); }"));
}

#[test]
fn what_is_in_a_branch_runs_before_nothing_outside_it() {
    let before = |text: &str| {
        let code = lower(text);
        code.runs_before(call(&code, "a"), call(&code, "b"))
    };
    assert!(before("a(); if (x) { b(); }") && before("try { a(); } catch {} b();"));
    assert!(before("switch (x) { case 1: a(); b(); break; }"));
    assert!(!before("b(); a();") && !before("if (x) { a(); } b();") && !before("if (x) { a(); } else { b(); }"));
    assert!(!before("switch (x) { case 1: a(); break; case 2: b(); }"));
    assert!(!before("const f = () => { a(); }; b();"));
}
