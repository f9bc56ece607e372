//! Whether the caller has a say in what is written: nothing of it is sent, or made from what is.

use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, FnId, Node, Origin, StmtKind},
    model::{
        Project,
        queries::{Columns, Op, Query},
    },
    source::span::FileId,
};

impl Project {
    /// Whether an update writes nothing that the caller decides on, and nothing that says who did something, or that rights,
    /// money or a decision hang on: he chooses at most which row is looked up again.
    #[must_use]
    pub fn writes_only_its_own(&self, query: &Query) -> bool {
        let columns = &self.vocab.columns;
        let Columns::Named(names) = &query.columns else { return false };
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let weighs = |name: &String| {
            [&columns.state, &columns.verdict, &columns.money, &columns.privileged, &columns.owner, &columns.secret]
                .iter()
                .any(|words| words.has(name))
                || name.ends_with("_by")
                || name.ends_with("By")
        };
        let written = query.written.iter().copied().chain(query.payload);
        query.op == Op::Update
            && query.tables.iter().all(|table| self.is_plain_table(table))
            && !names.iter().any(weighs)
            && !(query.written.is_empty() && query.payload.is_none())
            && Own { project: self, code, file: query.at.file, seen: Vec::new() }.are(written)
    }
}

/// Follows values back to where they come from, within a file.
struct Own<'p> {
    project: &'p Project,
    code: &'p Code,
    file: FileId,
    seen: Vec<BindingId>,
}

impl<'p> Own<'p> {
    fn are(&mut self, values: impl IntoIterator<Item = ExprId>) -> bool {
        values.into_iter().all(|value| self.is(value))
    }

    /// Whether nothing in a value is sent, or a parameter that may hold what is.
    fn is(&mut self, value: ExprId) -> bool {
        if self.project.is_sent_or_path(self.file, value) {
            return false;
        }
        if let ExprKind::Await(waited) = self.code.expr(value)
            && let Some(query) = self.query(waited)
        {
            return match query.op {
                // A row that was made here holds what was sent for it.
                Op::Insert | Op::Upsert => self.are(query.written.iter().copied().chain(query.payload)),
                // What the database gives is stored, by whatever it was found.
                _ => true,
            };
        }
        match self.code.expr(value) {
            ExprKind::Ident { binding: Some(binding), .. } => self.is_name(binding),
            _ => {
                let mut parts = Vec::new();
                self.code.children(Node::Expr(value), &mut |child| parts.push(child));
                parts.into_iter().all(|part| match part {
                    Node::Expr(e) => self.is(e),
                    // What a callback makes of each element is made of the elements.
                    Node::Function(f) => self.is_made_by(f),
                    _ => true,
                })
            }
        }
    }

    /// Whether a callback takes nothing from around it that is sent.
    fn is_made_by(&mut self, callback: FnId) -> bool {
        let code = self.code;
        let is_own_parameter = |binding| match code.binding(binding).origin {
            Origin::Param { function, .. } => code.function(callback).range.contains(code.function(function).range),
            _ => false,
        };
        code.within(callback).all(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Ident { binding: Some(binding), .. } => is_own_parameter(binding) || self.is(e),
                _ => true,
            },
            _ => true,
        })
    }

    fn query(&self, waited: ExprId) -> Option<&'p Query> {
        let range = self.code.range(waited);
        self.project.queries_in(self.file).iter().find(|q| range.contains(q.at.range))
    }

    /// Whether all that a name is given is the code's own, the members that are set later included.
    fn is_name(&mut self, binding: BindingId) -> bool {
        if self.seen.contains(&binding) {
            return true;
        }
        self.seen.push(binding);
        match self.code.binding(binding).origin {
            Origin::Var(stmt) => {
                let init = match self.code.stmt(stmt).kind {
                    StmtKind::Var { init, .. } => init,
                    _ => None,
                };
                let given: Vec<ExprId> =
                    self.code.references(binding).iter().filter_map(|&r| self.assigned(r)).collect();
                self.are(init.into_iter().chain(given))
            }
            Origin::Param { .. } => false,
            _ => true,
        }
    }

    /// What is put into a name, or into a member of it, where it is the target: `updates.title = title`.
    fn assigned(&self, reference: ExprId) -> Option<ExprId> {
        let target = self.code.outermost(reference);
        [reference, target].into_iter().find_map(|target| match self.code.parent(target) {
            Node::Expr(parent) => match self.code.expr(parent) {
                ExprKind::Assign { target: given, value, .. } if given == target => Some(value),
                _ => None,
            },
            _ => None,
        })
    }
}
