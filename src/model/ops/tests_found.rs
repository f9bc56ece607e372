//! Tests that test: files with at least one test case that asserts something which could be false.

use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node},
    model::{File, FileKind, Project, Role},
    source::span::FileId,
};

/// The test files of a project, in path order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tests {
    /// Files with a real test case.
    pub real: Vec<FileId>,
    /// Files that look like tests and assert nothing: templates, `expect(true).toBe(true)`.
    pub empty: Vec<FileId>,
    /// Scripts of a shell that compare something and end with a failure: `tests/test-mooring.sh`.
    pub by_hand: Vec<FileId>,
}

pub(super) fn collect(project: &Project) -> Tests {
    let mut tests = Tests::default();
    tests.by_hand.extend(project.all_files().filter(|(_, file)| is_shell_test(file)).map(|(id, _)| id));
    for (id, file) in project.all_files().filter(|(_, f)| f.role == Role::Test) {
        match judge(file) {
            Some(true) => tests.real.push(id),
            Some(false) => tests.empty.push(id),
            None => {}
        }
    }
    tests
}

fn is_shell_test(file: &File) -> bool {
    let words = crate::vocab::split(file.name());
    let is_named = file.role == Role::Test || words.first().is_some_and(|word| word == "test");
    let text = file.text.as_deref().filter(|_| file.kind == FileKind::Shell && is_named).unwrap_or_default();
    let compares = text.contains("[ ") || text.contains("[[ ") || text.contains("grep -q");
    compares && (text.contains("exit 1") || text.to_ascii_lowercase().contains("fail"))
}

/// Whether a test file tests something; `None` when it holds no test cases (helpers, settings, fixtures).
fn judge(file: &File) -> Option<bool> {
    match file.kind {
        FileKind::Code(_) => file.code.as_ref().and_then(of_code),
        // pgTAP: a plan, and calls that compare.
        FileKind::Sql => {
            let text = file.text.as_deref()?.to_ascii_lowercase();
            let asserts =
                ["throws_ok(", "is_empty(", "results_eq(", "ok(", "has_table(", "policies_are(", "select is("];
            text.contains("plan(").then(|| asserts.iter().any(|a| text.contains(a)))
        }
        // The names are all that is known of tests in other languages.
        FileKind::OtherLanguage => {
            let name = file.name();
            (name.starts_with("test_") || name.contains("_test.") || name.contains("_spec.")).then_some(true)
        }
        _ => None,
    }
}

fn of_code(code: &Code) -> Option<bool> {
    let ids = code.expr_ids();
    let mut has_case = false;
    for id in ids {
        let ExprKind::Call { callee, args } = code.expr(id) else { continue };
        has_case |= is_case(code, callee);
        if asserts(code, callee, args) {
            return Some(true);
        }
    }
    has_case.then_some(false)
}

/// `it("…")`, `test.only("…")`, `Deno.test("…")`, `test.each(…)("…")`.
fn is_case(code: &Code, callee: ExprId) -> bool {
    let path = code.path(callee).unwrap_or_default();
    matches!(path.split('.').next(), Some("it" | "test" | "describe" | "suite")) || path == "Deno.test"
}

/// Whether a call compares something that is not constant.
fn asserts(code: &Code, callee: ExprId, args: List) -> bool {
    let name = match code.expr(callee) {
        ExprKind::Ident { name, .. } => code.str(name),
        ExprKind::Member { object, .. } => {
            // `assert.equal(x, 1)`, `t.is(x, 1)`: the arguments are what is compared.
            let root = code.path(object).unwrap_or_default();
            return matches!(root.as_str(), "assert" | "assert.strict" | "t" | "chai.assert")
                && !all_constant(code, args);
        }
        _ => return false,
    };
    let compares = matches!(name, "expect" | "expectTypeOf" | "should") || name.starts_with("assert");
    compares && !args.is_empty() && !all_constant(code, args)
}

fn all_constant(code: &Code, args: List) -> bool {
    code.expr_list(args).all(|argument| {
        let within = code.descendants(Node::Expr(argument));
        within
            .filter_map(|n| if let Node::Expr(e) = n { Some(e) } else { None })
            .chain([argument])
            .all(|e| is_constant(code, e))
    })
}

fn is_constant(code: &Code, expr: ExprId) -> bool {
    !matches!(
        code.expr(expr),
        ExprKind::Ident { .. }
            | ExprKind::This
            | ExprKind::Member { .. }
            | ExprKind::Call { .. }
            | ExprKind::New { .. }
            | ExprKind::Jsx(_)
            | ExprKind::Function(_)
            | ExprKind::Await(_)
            | ExprKind::Unknown
    )
}

#[cfg(test)]
mod tests {
    use super::of_code;
    use crate::{model::Language, syntax::Parsers};

    fn judge(text: &str) -> Option<bool> {
        of_code(&Parsers::new().lower(text, Language::TypeScript).code)
    }

    #[test]
    fn assertions_of_constants_are_none() {
        assert_eq!(judge("describe('x', () => { it('passes', () => { expect(true).toBe(true); }); });"), Some(false));
        assert_eq!(judge("it('adds', () => { expect(add(1, 2)).toBe(3); });"), Some(true));
        assert_eq!(judge("Deno.test('a', () => { assertEquals(1, 1); });"), Some(false));
        assert_eq!(judge("test('b', async () => { assert.equal(await f(), 2); });"), Some(true));
        assert_eq!(judge("export const user = { id: 1 };"), None);
    }
}
