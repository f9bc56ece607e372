//! Who passes the rules of Firestore and Firebase's storage: each `allow` is evaluated for a stranger, and for a
//! stranger with an account.

use crate::{
    formats::firestore_rules::{Allow, Rules, parse},
    model::{FileKind, Project},
    source::span::{FileId, Span},
};

/// Who passes a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// Nobody.
    Nobody,
    /// Some accounts: the owner, a role, or what could not be read.
    Some,
    /// Every account.
    AnyAccount,
    /// Anybody.
    Anybody,
}

/// What an `allow` lets its callers do.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    /// The statement.
    pub(crate) at: Span,
    /// `cloud.firestore` or `firebase.storage`.
    pub(crate) is_storage: bool,
    /// The collection, or folder; none where the path matches everything.
    pub(crate) collection: Option<String>,
    /// The path as it is written, without what is around all of them.
    pub(crate) path: String,
    /// The operations.
    pub(crate) operations: Vec<String>,
    /// Who passes.
    pub(crate) who: Who,
    /// Whether the row must meet a condition as well.
    pub(crate) is_filtered: bool,
    /// What the condition says, functions it calls put in.
    pub(crate) condition: String,
    /// Whether the path is one document of the caller's own: `/users/{id}` with `request.auth.uid == id`.
    pub(crate) is_own: bool,
}

impl Grant {
    /// Whether it lets callers change what is there.
    pub(crate) fn changes(&self) -> bool {
        self.operations.iter().any(|o| matches!(o.as_str(), "write" | "update" | "delete"))
    }

    /// Whether it lets callers add.
    pub(crate) fn adds(&self) -> bool {
        self.operations.iter().any(|o| matches!(o.as_str(), "write" | "create"))
    }

    /// Whether it lets callers read.
    pub(crate) fn reads(&self) -> bool {
        self.operations.iter().any(|o| matches!(o.as_str(), "read" | "get" | "list"))
    }
}

/// The rules of a project with what they grant.
#[derive(Debug, Default)]
pub(crate) struct Granted {
    /// The files.
    pub(crate) files: Vec<FileId>,
    /// The grants, in source order.
    pub(crate) grants: Vec<Grant>,
}

/// Reads the rules of the project.
pub(crate) fn granted(project: &Project) -> Granted {
    let mut found = Granted::default();
    for (id, file) in project.all_files() {
        let is_rules = file.kind == FileKind::FirebaseRules && file.name().ends_with(".rules");
        let Some(text) = file.text.as_deref().filter(|_| is_rules && file.role.is_production()) else { continue };
        let rules = parse(text);
        found.files.push(id);
        found.grants.extend(rules.allows.iter().map(|allow| grant(id, &rules, allow)));
    }
    found
}

fn grant(file: FileId, rules: &Rules, allow: &Allow) -> Grant {
    let is_storage = rules.service.contains("storage");
    // `/databases/{database}/documents` and `/b/{bucket}/o` are around all paths.
    let around = usize::from(allow.path.len() >= 3 && matches!(allow.path[0].as_str(), "databases" | "b")) * 3;
    let own = allow.path.get(around..).unwrap_or_default();
    let named = own.iter().rev().find(|s| !s.starts_with('{')).cloned();
    let condition = allow.condition.clone().unwrap_or_else(|| "true".to_owned());
    let (who, is_filtered) = evaluate(&condition, rules, DEPTH);
    let condition = expanded(&condition, rules);
    let variable = own.last().filter(|s| s.starts_with('{')).map(|s| s.trim_matches(['{', '}']).to_owned());
    let is_own = own.len() == 2
        && variable.is_some_and(|v| !v.contains('*'))
        && condition.contains("request.auth.uid ==")
        && who == Who::Some;
    Grant {
        at: allow.at.in_file(file),
        is_storage,
        collection: named,
        path: format!("/{}", own.join("/")),
        operations: allow.operations.clone(),
        who,
        is_filtered,
        condition,
        is_own,
    }
}

/// Functions call functions; deeper ones are not looked into.
const DEPTH: u32 = 6;

/// Who passes a condition, and whether the row, or the time, must meet one too.
fn evaluate(condition: &str, rules: &Rules, depth: u32) -> (Who, bool) {
    let text = stripped(condition);
    let Some(depth) = depth.checked_sub(1) else { return (Who::Some, false) };
    for (sign, wider) in [("||", true), ("&&", false)] {
        let parts = split(text, sign);
        if parts.len() > 1 {
            let all = parts.iter().map(|p| evaluate(p, rules, depth));
            return all.reduce(|a, b| join(a, b, wider)).unwrap_or((Who::Some, false));
        }
    }
    atom(text, rules, depth)
}

fn join(a: (Who, bool), b: (Who, bool), wider: bool) -> (Who, bool) {
    if wider {
        // The widest way in counts, with what it asks of the row.
        if a.0 == b.0 { (a.0, a.1 && b.1) } else { a.max(b) }
    } else {
        (a.0.min(b.0), a.1 || b.1)
    }
}

fn atom(text: &str, rules: &Rules, depth: u32) -> (Who, bool) {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match plain.as_str() {
        "true" => return (Who::Anybody, false),
        "false" => return (Who::Nobody, false),
        "request.auth!=null" | "request.auth.uid!=null" | "null!=request.auth" => return (Who::AnyAccount, false),
        "request.auth==null" => return (Who::Anybody, false),
        _ => {}
    }
    if plain.starts_with('!') {
        return (Who::Some, false);
    }
    if let Some((name, rest)) = plain.split_once('(')
        && rest.ends_with(')')
        && let Some(function) = rules.functions.iter().find(|f| f.name == name)
    {
        let result = function.body.rsplit_once("return").map_or("", |(_, r)| r.trim().trim_end_matches(';'));
        let has_variables = function.body.contains("let ");
        return if has_variables { (Who::Some, false) } else { evaluate(result, rules, depth) };
    }
    // What is said of the caller, or looked up, tells callers apart; what is said of the row, the new row or the
    // time alone does not.
    let tells_callers =
        ["request.auth", "get(", "exists(", "getAfter(", "existsAfter("].iter().any(|w| plain.contains(w));
    let of_row = ["resource.", "request.resource", "request.time", "request.query"].iter().any(|w| plain.contains(w));
    if !tells_callers && of_row { (Who::Anybody, true) } else { (Who::Some, false) }
}

/// A condition without the brackets around all of it.
fn stripped(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        let mut depth = 0i32;
        let closes_early = inner.chars().any(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth < 0
        });
        if closes_early {
            break;
        }
        text = inner.trim();
    }
    text
}

/// The parts between a sign that stands in no bracket.
fn split<'t>(text: &'t str, sign: &str) -> Vec<&'t str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0i32, 0);
    for (at, letter) in text.char_indices() {
        depth += i32::from(matches!(letter, '(' | '[' | '{')) - i32::from(matches!(letter, ')' | ']' | '}'));
        if depth == 0 && at >= start && text.get(at..).is_some_and(|t| t.starts_with(sign)) {
            parts.extend(text.get(start..at));
            start = at + sign.len();
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// A condition with the bodies of the functions that it names behind it: what it speaks of, in one text.
fn expanded(condition: &str, rules: &Rules) -> String {
    let mut text = condition.to_owned();
    for function in &rules.functions {
        if condition.contains(&format!("{}(", function.name)) {
            text.push(' ');
            text.push_str(&function.body);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, Who, evaluate};
    use crate::formats::firestore_rules::parse;

    fn who(condition: &str) -> (Who, bool) {
        let rules = parse(
            "function signedIn() { return request.auth != null; } function mine(id) { return signedIn() && request.auth.uid == id; }",
        );
        evaluate(condition, &rules, DEPTH)
    }

    #[test]
    fn conditions_let_the_callers_in_that_they_do_not_tell_apart() {
        assert_eq!(who("true"), (Who::Anybody, false));
        assert_eq!(who("request.auth != null"), (Who::AnyAccount, false));
        assert_eq!(who("signedIn() && request.resource.data.size() < 5"), (Who::AnyAccount, true));
        assert_eq!(who("mine(id) || signedIn()"), (Who::AnyAccount, false));
        assert_eq!(who("(mine(id)) && true"), (Who::Some, false));
        assert_eq!(who("resource.data.published == true"), (Who::Anybody, true));
        assert_eq!(who("request.time < timestamp.date(2026, 1, 1)"), (Who::Anybody, true));
        assert_eq!(who("false"), (Who::Nobody, false));
        assert_eq!(who("get(/databases/x).data.role == 'admin'"), (Who::Some, false));
        assert_eq!(who("unheardOf()"), (Who::Some, false));
    }
}
