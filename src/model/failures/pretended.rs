//! Work that is only pretended: the handler of a form waits a moment, as if something went out, says that it worked, and
//! does nothing at all. What was written to show how it will look one day is in front of users.

use super::{announced, handling::is_default};
use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, FnId, List, MODULE, Node, StmtId, StmtKind},
    source::span::{FileId, Range, Span},
    vocab::Vocabulary,
};

/// A function that says it worked, and only waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pretended {
    /// Where the good news is told.
    pub at: Span,
    /// How: `toast.success`.
    pub how: String,
    /// The pause that stands for the work.
    pub pause: Span,
    /// The function's name.
    pub name: String,
}

/// The pretending functions of a file.
pub(super) fn pretended(vocab: &Vocabulary, file: FileId, code: &Code) -> Vec<Pretended> {
    let ids = (0..u32::try_from(code.functions.len()).unwrap_or(0)).map(FnId).filter(|&id| id != MODULE);
    ids.filter_map(|function| {
        let name = code.name_of(function).filter(|name| promises_work(vocab, name))?;
        let pause = pause(code, function)?;
        if !does_nothing(code, function) {
            return None;
        }
        let (at, how) = news_after(code, function, pause)?;
        Some(Pretended { at: at.in_file(file), how, pause: pause.in_file(file), name: name.to_owned() })
    })
    .collect()
}

/// `handleSubmit`, `sendMessage`: whoever starts this wants something done. In `handlePaymentSuccess` it was, by whoever
/// calls that.
fn promises_work(vocab: &Vocabulary, name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.iter().any(|w| vocab.words.promising.has(w)) && !words.iter().any(|w| vocab.words.afterwards.has(w))
}

/// `await new Promise((done) => setTimeout(done, 1500))`, `setTimeout(() => { … }, 1500)`, `await sleep(1500)`.
fn pause(code: &Code, function: FnId) -> Option<Range> {
    code.descendants(Node::Function(function)).find_map(|node| {
        let Node::Expr(e) = node else { return None };
        let ExprKind::Call { callee, args } = code.expr(e) else { return None };
        let time = match code.path(callee)?.as_str() {
            "setTimeout" | "window.setTimeout" => code.arg(args, 1)?,
            name if SLEEPS.contains(&name) => code.arg(args, 0)?,
            _ => return None,
        };
        let is_long = match code.expr(time) {
            ExprKind::Number(n) => code.str(n).replace('_', "").parse::<u32>().is_ok_and(|ms| ms >= SHORTEST),
            _ => false,
        };
        is_long.then(|| code.range(e))
    })
}

/// Helpers that only wait.
const SLEEPS: [&str; 3] = ["delay", "sleep", "wait"];

/// A shorter pause lets the page draw, and stands for nothing; in milliseconds.
const SHORTEST: u32 = 300;

/// Whether nothing in a function reaches further than its own page: every call is one that shows, formats or waits.
fn does_nothing(code: &Code, function: FnId) -> bool {
    code.descendants(Node::Function(function)).all(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, args } => is_idle(code, callee, args),
            ExprKind::New { callee, .. } => {
                matches!(code.ident(callee), Some("Promise" | "Date" | "Error" | "Set" | "Map"))
            }
            // What is waited for must be the pause; whatever else it is may be work.
            ExprKind::Await(inner) => matches!(code.expr(inner), ExprKind::New { .. } | ExprKind::Call { .. }),
            ExprKind::Unknown | ExprKind::Jsx(_) => false,
            _ => true,
        },
        _ => true,
    })
}

fn is_idle(code: &Code, callee: ExprId, args: List) -> bool {
    match code.expr(callee) {
        ExprKind::Ident { name, .. } => {
            let name = code.str(name);
            let has_prefix =
                |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(char::is_uppercase));
            has_prefix("set") && name != "setDoc"
                || has_prefix("validate")
                || has_prefix("is")
                || IDLE.contains(&name)
                || SLEEPS.contains(&name)
                || is_closing(code, name, args)
        }
        ExprKind::Member { property, .. } => {
            let name = code.str(property);
            IDLE_METHODS.contains(&name) || code.path(callee).is_some_and(|p| IDLE_PATHS.contains(&p.as_str()))
        }
        _ => false,
    }
}

/// `onClose()`, `onOpenChange(false)`, `onSelectionChange([])`: a dialog goes, a choice is empty again. Given a value,
/// somebody else may do the work.
fn is_closing(code: &Code, name: &str, args: List) -> bool {
    let is_empty = code.expr_list(args).all(|a| is_default(code, a) || matches!(code.expr(a), ExprKind::Bool(true)));
    let closes = matches!(name, "onClose" | "onOpenChange" | "onCancel" | "close" | "closeModal" | "closeDialog");
    is_empty && (closes || name.starts_with("on") && name.ends_with("Change"))
}

const IDLE: &[&str] = &[
    "toast",
    "showToast",
    "addToast",
    "notify",
    "alert",
    "navigate",
    "t",
    "tr",
    "translate",
    "setTimeout",
    "clearTimeout",
    "resolve",
    "res",
    "r",
    "done",
    "reset",
    "resetForm",
    "String",
    "Number",
    "Boolean",
    "parseInt",
    "parseFloat",
    "Date",
    "scrollTo",
];
const IDLE_METHODS: &[&str] = &[
    "preventDefault",
    "stopPropagation",
    "reset",
    "resetForm",
    "success",
    "error",
    "info",
    "warning",
    "warn",
    "log",
    "debug",
    "loading",
    "dismiss",
    "trim",
    "toLowerCase",
    "toUpperCase",
    "toString",
    "toFixed",
    "toISOString",
    "toLocaleString",
    "toLocaleDateString",
    "toLocaleTimeString",
    "split",
    "join",
    "slice",
    "includes",
    "startsWith",
    "endsWith",
    "test",
    "match",
    "map",
    "filter",
    "find",
    "some",
    "every",
    "concat",
    "getTime",
    "scrollTo",
    "scrollIntoView",
    "focus",
    "setError",
    "clearErrors",
    "setValue",
];
const IDLE_PATHS: &[&str] = &[
    "router.push",
    "router.replace",
    "router.back",
    "router.refresh",
    "history.push",
    "navigation.navigate",
    "window.setTimeout",
    "Date.now",
    "Math.random",
    "Math.floor",
    "Math.round",
    "Math.min",
    "Math.max",
    "JSON.stringify",
    "Object.keys",
    "Object.values",
    "Object.entries",
    "Array.from",
    "Array.isArray",
    "window.alert",
];

/// The good news behind the pause, outside of any `catch`.
fn news_after(code: &Code, function: FnId, pause: Range) -> Option<(Range, String)> {
    code.descendants(Node::Function(function)).find_map(|node| {
        let Node::Stmt(stmt) = node else { return None };
        if code.stmt(stmt).range.start < pause.start {
            return None;
        }
        let mut around = code.enclosures(Node::Stmt(stmt));
        if around.any(|e| matches!(e, Enclosure::CatchBody(_))) {
            return None;
        }
        match announced::in_statement(code, stmt) {
            Some(news) => Some((news.at, news.how)),
            None => shown(code, stmt),
        }
    })
}

/// `showToast("success", …)`, `setSubmitted(true)`, `alert("Message sent")`, `router.push("/payment-success")`.
fn shown(code: &Code, stmt: StmtId) -> Option<(Range, String)> {
    let StmtKind::Expr(call) = code.stmt(stmt).kind else { return None };
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let path = code.path(callee)?;
    if matches!(path.as_str(), "router.push" | "router.replace" | "navigate") {
        let thanks = |text: &str| {
            crate::vocab::split(text).iter().any(|w| matches!(w.as_str(), "success" | "thanks" | "thank" | "confirmed"))
        };
        let target = code.arg(args, 0)?;
        let mut texts = code.within_node(Node::Expr(target)).filter_map(|node| match node {
            Node::Expr(e) => code.string(e),
            _ => None,
        });
        return texts.any(thanks).then(|| (code.range(call), path.clone()));
    }
    let name = code.ident(callee)?;
    let says = |text: &str| crate::vocab::split(text).iter().any(|w| w == "success");
    let is_news = match name {
        "showToast" | "addToast" | "notify" => code.expr_list(args).filter_map(|a| code.string(a)).any(says),
        "alert" => code.arg(args, 0).and_then(|a| code.string(a)).is_some_and(announced::sounds_good),
        _ => {
            let is_true = code.arg(args, 0).is_some_and(|a| matches!(code.expr(a), ExprKind::Bool(true)));
            let words = crate::vocab::split(name);
            const DONE: [&str; 6] = ["submitted", "success", "sent", "succeeded", "saved", "completed"];
            is_true
                && words.first().is_some_and(|w| w == "set")
                && words.last().is_some_and(|w| DONE.contains(&w.as_str()))
        }
    };
    is_news.then(|| (code.range(call), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::pretended;
    use crate::{model::Language, source::span::FileId, syntax::Parsers, vocab::Vocabulary};

    /// The functions of a piece of code that only pretend.
    fn names(source: &str) -> Vec<String> {
        let code = Parsers::new().lower(source, Language::Tsx).code;
        pretended(&Vocabulary::built_in().unwrap(), FileId(0), &code).into_iter().map(|p| p.name).collect()
    }

    #[test]
    fn a_pause_and_good_news() {
        let waits = "const handleSubmit = async (e) => { e.preventDefault(); setBusy(true); \
                     await new Promise((done) => setTimeout(done, 1500)); toast.success('Message sent'); setBusy(false); };";
        assert_eq!(names(waits), ["handleSubmit"]);
        let goes =
            "const handlePayment = async () => { await sleep(2000); router.push(`/payment-success?id=${id}`); };";
        assert_eq!(names(goes), ["handlePayment"]);
        let later = "function sendLetter() { setTimeout(() => { setBusy(false); setSubmitted(true); }, 1000); }";
        assert_eq!(names(later), ["sendLetter"]);
    }

    #[test]
    fn whoever_does_something_does_not_pretend() {
        let none: [&str; 0] = [];
        let writes = "const save = async () => { await store(data); \
                      await new Promise((done) => setTimeout(done, 1500)); toast.success('Saved'); };";
        assert_eq!(names(writes), none);
        let hands_on = "const save = async () => { await new Promise((done) => setTimeout(done, 500)); onSave(data); \
                        toast.success('Saved'); };";
        assert_eq!(names(hands_on), none);
        let keeps =
            "const save = () => { localStorage.setItem('a', b); setTimeout(() => toast.success('Saved'), 500); };";
        assert_eq!(names(keeps), none);
        let draws =
            "const save = async () => { await new Promise((done) => setTimeout(done, 0)); toast.success('Saved'); };";
        assert_eq!(names(draws), none);
        let silent =
            "const submit = async () => { await new Promise((done) => setTimeout(done, 500)); setBusy(false); };";
        assert_eq!(names(silent), none);
    }
}
