//! Schemas that a procedure names before its handler: what reaches the handler has passed them.

use super::{Answer, Known, Subject, is_lookup_key};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    frameworks::{endpoints::library_symbols, mcp},
    model::routes::{Kind, Step},
    source::span::FileId,
};

/// A schema among the steps (`zValidator("json", schema)`), or in the chain that ends in the handler
/// (`procedure.input(schema)`, `createServerFn().inputValidator(schema)`).
pub(super) fn declared(subject: &Subject<'_>) -> Option<Answer> {
    by_step(subject).or_else(|| by_declaration(subject)).or_else(|| by_chain(subject))
}

/// What a tool declares of its arguments, or a route of its body, beside the handler.
fn by_declaration(subject: &Subject<'_>) -> Option<Answer> {
    let at = subject.entry.at;
    let code = subject.values.code(at.file)?;
    let args = |range| {
        code.all_exprs().filter(|(_, e)| e.range == range).find_map(|(_, e)| match e.kind {
            ExprKind::Call { args, .. } => Some(args),
            _ => None,
        })
    };
    let schema = match subject.entry.kind {
        Kind::McpTool => mcp::schema_of(code, args(at.range)?)?,
        Kind::Fastify => {
            let options = code.expr_list(args(at.range)?).find_map(|argument| code.property(argument, "schema"))?;
            code.property(options, "body").or_else(|| code.property(options, "querystring"))?
        }
        _ => return None,
    };
    let range = code.range(schema).in_file(at.file);
    let keys = names_of_schema(code, schema);
    if !keys.is_empty() && keys.iter().all(|k| is_lookup_key(k, false)) {
        return Some(Answer::of(Known::NotApplicable));
    }
    Some(match accepts_anything(code, schema) {
        true => Answer::no(range, "the schema lets anything through"),
        false => Answer::yes(range, "the schema beside the handler"),
    })
}

/// `value: z.any()`.
fn accepts_anything(code: &Code, schema: ExprId) -> bool {
    code.within_node(Node::Expr(schema)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => {
                matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "any" | "unknown"))
            }
            _ => false,
        },
        _ => false,
    })
}

fn by_step(subject: &Subject<'_>) -> Option<Answer> {
    subject.entry.steps.iter().find_map(|step| {
        let Step::Library(file, expr) = step else { return None };
        let code = subject.values.code(*file)?;
        let symbols = library_symbols(&subject.values, *file, *expr);
        let package =
            symbols.iter().filter_map(|s| s.package()).find(|p| subject.project.vocab.packages.validators.has(p))?;
        Some(Answer::yes(code.range(*expr).in_file(*file), format!("schema of {package}")))
    })
}

/// The links by which builders take a schema.
const LINKS: [&str; 5] = ["input", "inputValidator", "validator", "inputSchema", "schema"];

fn by_chain(subject: &Subject<'_>) -> Option<Answer> {
    if !matches!(subject.entry.kind, Kind::Trpc | Kind::Tanstack | Kind::ServerAction) {
        return None;
    }
    let at = subject.entry.at;
    let code = subject.values.code(at.file)?;
    let (call, _) =
        code.all_exprs().filter(|(_, e)| e.range == at.range).find(|(_, e)| matches!(e.kind, ExprKind::Call { .. }))?;
    let chain = code.chain(call);
    let (args, _) = chain.links.iter().find_map(|link| {
        let name = code.str(link.name?);
        LINKS.contains(&name).then_some((link.args?, name))
    })?;
    let schema = code.arg(args, 0)?;
    let range = code.range(schema).in_file(at.file);
    let keys = names_of_schema(code, schema);
    if !keys.is_empty() && keys.iter().all(|k| is_lookup_key(k, false)) {
        return Some(Answer::of(Known::NotApplicable));
    }
    is_checked(subject, at.file, code, schema).then(|| Answer::yes(range, "the schema of the procedure"))
}

/// A schema, or a function that holds its argument against one; `(d: Input) => d` checks nothing.
fn is_checked(subject: &Subject<'_>, file: FileId, code: &Code, schema: ExprId) -> bool {
    if !matches!(code.expr(schema), ExprKind::Function(_)) {
        let symbols = subject.values.symbols(file, schema);
        return symbols.is_empty() || symbols.iter().any(|s| s.package().is_some());
    }
    let vocab = &subject.project.vocab;
    code.descendants(Node::Expr(schema)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => super::validators::is_schema_call(vocab, code, callee),
            _ => false,
        },
        _ => false,
    })
}

/// The names in `z.object({ … })`; empty where the schema stands elsewhere.
fn names_of_schema(code: &Code, schema: ExprId) -> Vec<&str> {
    let object = code.within_node(Node::Expr(schema)).find_map(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Object { properties } => Some(properties),
            _ => None,
        },
        _ => None,
    });
    object
        .into_iter()
        .flat_map(|p| code.property_list(p))
        .filter_map(|p| match p.key {
            PropertyKey::Name(name) => Some(code.str(name)),
            _ => None,
        })
        .collect()
}
